"""A second opinion on Varve's sales pipeline, written from the specification alone.

Reading order: params, cells, files, staging, quality, warehouse, business; special, fitting, purchases, values, models;
customers, formats, insights, summary; tables, export, __main__.
It is slow, plain and short on purpose: it is compared with the real engine, never shipped.
"""
