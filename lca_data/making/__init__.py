"""Makes the tables of ``lca_data/core`` and ``lca_data/odbl`` from one table of published figures.

Run ``python -m lca_data.build FIGURES.csv``. Nothing here is needed to use the tables.

The table of figures has the columns ``id, name_en, name_da, category, unit, gwp_kgco2e,
other_indicators_json, source, source_year, geography, licence, source_url, notes``: one row a data set, with
its further life-cycle modules, published value and mass per unit in the JSON column.
"""
