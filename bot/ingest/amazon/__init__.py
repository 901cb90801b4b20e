"""Amazon's own downloads: one `Format` each, in the order in which a header is tried."""

from bot.ingest.amazon.ads import ADS
from bot.ingest.amazon.business import BUSINESS
from bot.ingest.amazon.inventory import INVENTORY
from bot.ingest.amazon.listings import LISTINGS
from bot.ingest.amazon.orders import ORDERS
from bot.ingest.amazon.reviews import REVIEWS
from bot.ingest.amazon.settlement import SETTLEMENT
from bot.ingest.formats import Format

FORMATS: tuple[Format, ...] = (*BUSINESS, *ADS, *INVENTORY, *ORDERS, *LISTINGS, *SETTLEMENT, *REVIEWS)

__all__ = ["FORMATS"]
