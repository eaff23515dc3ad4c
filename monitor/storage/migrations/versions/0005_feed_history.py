"""What a feed's history teaches: how often it publishes, what its server asks for, where it moved."""

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
