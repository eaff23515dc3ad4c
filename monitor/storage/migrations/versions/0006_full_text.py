"""Full texts: articles that wait for their page, and what was learnt of each host's pages.

The new columns may be null, so that SQLite adds them without rebuilding the table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("article", sa.Column("page_host", sa.Text(), nullable=True))
    op.add_column("article", sa.Column("page_refused", sa.Text(), nullable=True))
    waiting = sa.text("page_host IS NOT NULL")
    op.create_index(
        "ix_article_page_host_id", "article", ["page_host", "id"], sqlite_where=waiting, postgresql_where=waiting
    )
    op.create_table(
        "host_paragraph",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("paragraph", sa.Text(), nullable=False),
        sa.Column("pages", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("host", "paragraph", name="pk_host_paragraph"),
    )
    op.create_index("ix_host_paragraph_seen_at", "host_paragraph", ["seen_at"])
