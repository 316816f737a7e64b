//! What a list of people to address is made by, field by field.

use super::controls::{checkbox, icon, select};
use super::icon::Glyph;
use super::value::{count, known, words};
use crate::pipelines::spec::{AudienceSpec, PipelineSpec};
use crate::platform::dom::Node;
use crate::protocol::AudienceList;
use crate::ui::actions::audience;
use crate::ui::state::AppState;
use crate::ui::state::campaign::{Campaign, Field};

/// Shown for those who have no value in a column.
const NONE: &str = "none";

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
        let who = part("Who").all(self.spec.groups.iter().map(|column| self.group(column)));
        let who = who.child(self.number(
            quiet,
            "Quiet for at least",
            "days",
            "Who ordered later than this is left out; 0: nobody.",
        ));
        let contacted = part("Contacted already").all(self.contacts());
        let contacted =
            contacted.child(self.number(days, "A contact counts for", "days", "Contacts without a date always count."));
        let list = part("How many").child(self.rank()).all([
            self.number(Field::Budget, "Budget", "", "What may be spent; empty: no limit."),
            self.number(Field::Cost, "Cost per contact", "", "What it costs to address one of them."),
            self.number(Field::Holdout, "Held out", "%", &format!("The {people} who are on the list but not addressed: by comparing with them you learn what the campaign did.")),
            self.number(Field::Seed, "Seed", "", "Another number holds out others; the same number the same ones."),
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
                if value.is_empty() { NONE } else { value },
                &format!("audience-{column}-{value}"),
                on,
                Box::new(choose),
            )
            .child(Node::of("span", "audience__count").say(count(number)))
        });
        let boxes: Vec<Node> = boxes.collect();
        let state = if chosen.is_empty() { " any".to_owned() } else { format!(" {} of {}", chosen.len(), boxes.len()) };
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
        let label = Node::of("label", "field")
            .child(Node::new("span").say("Ids, one per line, a date behind a comma if known"));
        let label = label.child(field.on_input(Box::new(typed)));
        let picker = Node::new("input").with("type", "file").with("accept", ".csv,.txt,.tsv,text/plain,text/csv");
        let picker = picker.with("class", "visually-hidden").named("audience-file");
        let picker = picker.on_file(Box::new(move |file| audience::take_contacts(app, file)));
        let picker = Node::of("label", "button button--small file-picker").child(picker).say("Load a file of ids");
        let taken = campaign.file.as_ref().map(|(name, text)| {
            let drop = Node::of("button", "filter-chip").named("audience-file-remove");
            let drop = drop.child(Node::of("span", "visually-hidden").say("Remove "));
            let drop = drop.say(format!("{name}, {} lines", text.lines().count())).child(icon(Glyph::Close));
            drop.on_press(Box::new(move || app.fill_in(&mut |campaign| campaign.file = None)))
        });
        let row = Node::of("div", "button-row").child(picker).all(taken);
        let says = self.list.map(|list| (list.counts.unknown_contacts, list.counts.unreadable_contacts));
        let unknown =
            says.filter(|says| says.0 > 0).map(|(lines, _)| format!("{} whose id is nobody's here.", lines_are(lines)));
        let unreadable = says
            .filter(|says| says.1 > 0)
            .map(|(_, lines)| format!("{} whose date cannot be read: write it like 2024-12-31.", lines_are(lines)));
        let says = unknown.into_iter().chain(unreadable).map(|text| {
            Node::of("p", "audience__problem").with("role", "status").named("audience-contacts-problem").say(text)
        });
        [label, row].into_iter().chain(says).collect()
    }

    fn rank(&self) -> Node {
        let app = self.app;
        let choices = self.spec.ranks.iter().map(|rank| ((*rank).to_owned(), words(rank))).collect();
        let choose = move |rank: String| app.fill_in(&mut |campaign| campaign.rank.clone_from(&rank));
        let select = select(
            "First come those with the most",
            "audience-rank".to_owned(),
            choices,
            &self.campaign.rank,
            Box::new(choose),
        );
        Node::of("label", "field").child(Node::new("span").say("First come those with the most")).child(select)
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

fn lines_are(lines: u32) -> String {
    super::counted(lines as usize, "line", "lines")
}
