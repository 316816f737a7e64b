//! What a list of people to address is made by, field by field.

use super::controls::{checkbox, icon, select};
use super::icon::Glyph;
use super::value::{count, known, words};
use crate::pipelines::spec::{AudienceSpec, PipelineSpec};
use crate::platform::dom::Node;
use crate::protocol::AudienceList;
use crate::texts;
use crate::ui::actions::audience;
use crate::ui::state::AppState;
use crate::ui::state::campaign::{Campaign, Field};

/// The form.
pub struct Form<'a> {
    pub app: AppState,
    pub pipeline: &'static PipelineSpec,
    pub spec: &'static AudienceSpec,
    /// What the people are called.
    pub people: &'a str,
    pub campaign: &'a Campaign,
    pub list: Option<&'a AudienceList>,
}

impl Form<'_> {
    /// All of its parts.
    pub fn nodes(&self) -> [Node; 3] {
        let people = self.people;
        let (quiet, days) = (Field::Quiet, Field::Contacted);
        let who = part(texts::campaign::WHO).all(self.spec.groups.iter().map(|column| self.group(column)));
        let who =
            who.child(self.number(quiet, texts::campaign::QUIET, texts::campaign::DAYS, texts::campaign::QUIET_IS));
        let contacted = part(texts::campaign::CONTACTED).all(self.contacts());
        let contacted = contacted.child(self.number(
            days,
            texts::campaign::CONTACT_LASTS,
            texts::campaign::DAYS,
            texts::campaign::CONTACT_LASTS_IS,
        ));
        let list = part(texts::campaign::HOW_MANY).child(self.rank()).all([
            self.number(Field::Budget, texts::campaign::BUDGET, "", texts::campaign::BUDGET_IS),
            self.number(Field::Cost, texts::campaign::COST, "", texts::campaign::COST_IS),
            self.number(Field::Holdout, texts::campaign::HELD_OUT, "%", &texts::campaign::held_out_is(people)),
            self.number(Field::Seed, texts::campaign::SEED, "", texts::campaign::SEED_IS),
        ]);
        [who, contacted, list]
    }

    /// The values of a column to choose from.
    fn group(&self, column: &'static str) -> Node {
        let app = self.app;
        let chosen = self.campaign.groups.get(column).map(Vec::as_slice).unwrap_or_default();
        let values = self.list.and_then(|list| list.choices.iter().find(|(name, _)| name == column));
        let values = values.map(|(_, values)| values.as_slice()).unwrap_or_default();
        // What is chosen but not in the data is shown too: it explains why nobody is left.
        let lost =
            chosen.iter().filter(|value| values.iter().all(|(other, _)| other != *value)).map(|value| (value, 0));
        let boxes = values.iter().map(|(value, number)| (value, *number)).chain(lost).map(|(value, number)| {
            let own = value.clone();
            let choose = move |on| app.fill_in(&mut |campaign| campaign.choose(column, &own, on));
            let on = chosen.contains(value);
            checkbox(
                if value.is_empty() { texts::campaign::NONE } else { value },
                &format!("audience-{column}-{value}"),
                on,
                Box::new(choose),
            )
            .child(Node::of("span", "audience__count").say(count(number)))
        });
        let boxes: Vec<Node> = boxes.collect();
        let state = texts::campaign::groups(chosen.len(), boxes.len());
        let doc = known(self.pipeline, column).1;
        let title =
            Node::new("legend").maybe("title", doc).say(words(column)).child(Node::of("span", "muted").say(state));
        Node::of("fieldset", "audience__group").named(format!("audience-{column}")).child(title).all(boxes)
    }

    fn contacts(&self) -> Vec<Node> {
        let (app, campaign) = (self.app, self.campaign);
        let typed = move |text: String| app.fill_in(&mut |campaign| campaign.contacted.clone_from(&text));
        let field =
            Node::new("textarea").with("id", "audience-contacted").named("audience-contacted").with("rows", "4");
        let field = field.with("placeholder", "1234\n1235, 2024-12-31").value(&campaign.contacted);
        let label = Node::of("label", "field").child(Node::new("span").say(texts::campaign::IDS));
        let label = label.child(field.on_input(Box::new(typed)));
        let picker = Node::new("input").with("type", "file").with("accept", ".csv,.txt,.tsv,text/plain,text/csv");
        let picker = picker.with("class", "visually-hidden").named("audience-file");
        let picker = picker.on_file(Box::new(move |file| audience::take_contacts(app, file)));
        let picker = Node::of("label", "button button--small file-picker").child(picker).say(texts::campaign::LOAD_IDS);
        let taken = campaign.file.as_ref().map(|(name, text)| {
            let drop = Node::of("button", "filter-chip").named("audience-file-remove");
            let drop = drop.child(Node::of("span", "visually-hidden").say(texts::campaign::REMOVE));
            let drop = drop.say(texts::campaign::file_of_ids(name, text.lines().count())).child(icon(Glyph::Close));
            drop.on_press(Box::new(move || app.fill_in(&mut |campaign| campaign.file = None)))
        });
        let row = Node::of("div", "button-row").child(picker).all(taken);
        let says = self.list.map(|list| (list.counts.unknown_contacts, list.counts.unreadable_contacts));
        let unknown = says.filter(|says| says.0 > 0).map(|(lines, _)| texts::campaign::unknown_ids(lines as usize));
        let unreadable =
            says.filter(|says| says.1 > 0).map(|(_, lines)| texts::campaign::unreadable_dates(lines as usize));
        let says = unknown.into_iter().chain(unreadable).map(|text| {
            Node::of("p", "audience__problem").with("role", "status").named("audience-contacts-problem").say(text)
        });
        [label, row].into_iter().chain(says).collect()
    }

    fn rank(&self) -> Node {
        let app = self.app;
        let choices = self.spec.ranks.iter().map(|rank| ((*rank).to_owned(), words(rank))).collect();
        let choose = move |rank: String| app.fill_in(&mut |campaign| campaign.rank.clone_from(&rank));
        let select =
            select(texts::campaign::FIRST_COME, "audience-rank", choices, &self.campaign.rank, Box::new(choose));
        Node::of("label", "field").child(Node::new("span").say(texts::campaign::FIRST_COME)).child(select)
    }

    fn number(&self, field: Field, title: &str, unit: &str, help: &str) -> Node {
        let app = self.app;
        let name = format!("audience-{}", field.word());
        let problem = self.campaign.number(field).err();
        let typed = move |text: String| app.fill_in(&mut |campaign| campaign.set(field, &text));
        let about = format!("{name}-about");
        let input = Node::new("input").with("type", "text").with("inputmode", "decimal").with("id", &name).named(&name);
        let input = input.with("aria-invalid", problem.is_some().to_string()).with("aria-describedby", &about);
        let input = input.value(self.campaign.text(field)).on_input(Box::new(typed));
        let input = Node::of("span", "audience__input").child(input).child(Node::of("span", "muted").say(unit));
        let label = Node::of("label", "field").child(Node::new("span").say(title)).child(input);
        let help = match problem {
            Some(problem) => Node::of("p", "audience__problem").with("id", about).with("role", "alert").say(problem),
            None => Node::of("p", "audience__help muted").with("id", about).say(help),
        };
        Node::of("div", "audience__field").child(label).child(help)
    }
}

fn part(title: &str) -> Node {
    Node::of("section", "panel audience__part").child(Node::new("h2").say(title))
}
