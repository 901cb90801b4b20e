"""What a message of Seller Central is about, told from its subject and body in English, German, Japanese and Chinese.

Only messages of a known kind become notices: the others (orders, buyers' messages, advertising) are not stored.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class NoticeKind:
    """`subject` alone decides where it matches; else `body` does, in the order of the list."""

    kind: str
    severity: str
    subject: re.Pattern[str]
    body: re.Pattern[str]


def _kind(kind: str, severity: str, subject: str, body: str | None = None) -> NoticeKind:
    flags = re.IGNORECASE
    return NoticeKind(kind, severity, re.compile(subject, flags), re.compile(body or subject, flags))


# The gravest first: a message that fits two kinds is of the first.
KINDS: tuple[NoticeKind, ...] = (
    _kind(
        "account_at_risk", "high",
        r"account (?:is |has been |will be )?(?:at risk|deactivat|suspend)|risk of deactivation"
        r"|(?:verkäuferkonto|konto).{0,40}(?:deaktiviert|gesperrt|gefährdet|deaktivierung)"
        r"|アカウント.{0,20}(?:停止|無効|リスク)"
        r"|(?:账户|帐户|账号).{0,12}(?:停用|暂停|冻结|风险)",
    ),
    _kind(
        "safety", "high",
        r"product safety|safety (?:recall|complaint|investigation|concern)|recall notice"
        r"|produktsicherheit|sicherheitsrückruf|rückruf"
        r"|商品の?安全|製品安全|リコール"
        r"|产品安全|商品安全|召回",
    ),
    _kind(
        "compliance_documents", "high",
        r"(?:compliance|certificat\w*|safety) (?:document|information|request)"
        r"|document\w* (?:required|requested|needed)"
        r"|(?:submit|provide|upload).{0,40}(?:certificat|test report|declaration of conformity|compliance)"
        r"|(?:compliance|konformität|zertifikat|nachweis|prüfbericht).{0,60}(?:erforderlich|einreichen|anforder|benötig)"
        r"|dokument\w*.{0,30}(?:erforderlich|einreichen|anforder)"
        r"|(?:コンプライアンス|認証|適合|証明書|書類).{0,30}(?:提出|必要|要求)"
        r"|(?:合规|认证|证书|检测报告|资质|文件).{0,20}(?:提交|提供|要求|上传|所需)|(?:提交|提供|上传).{0,20}(?:合规|认证|证书|检测报告|资质)",
    ),
    _kind(
        "listing_removed", "high",
        r"(?:listing|product|offer|asin)s?.{0,40}(?:remov|deactivat|suppress|taken down|block|inactive)"
        r"|(?:removed|deactivated|suppressed|removal of|suppression of) (?:your |the )?(?:listing|product|offer|asin)"
        r"|(?:angebot|produkt|artikel).{0,40}(?:entfernt|deaktiviert|unterdrückt|gesperrt)"
        r"|(?:出品|商品|リスティング).{0,20}(?:削除|停止|取り下げ|非表示)"
        r"|(?:商品|listing|asin).{0,14}(?:下架|移除|删除|禁止显示|被封)",
        r"(?:we|has been|have been|was|were) (?:removed|deactivated|suppressed|taken down)"
        r"|(?:wurde|wurden|haben wir).{0,40}(?:entfernt|deaktiviert|unterdrückt)"
        r"|(?:出品|商品).{0,20}(?:を削除|を停止|取り下げ)"
        r"|(?:商品|listing).{0,14}(?:已被?(?:下架|移除|删除))",
    ),
    _kind(
        "policy_warning", "medium",
        r"policy (?:warning|violation)|violat\w+.{0,30}polic|intellectual property|infringement|restricted product"
        r"|richtlinien?(?:verstoß|verletzung)|verstoß gegen|verletzung.{0,30}(?:richtlinie|schutzrecht|marke)"
        r"|ポリシー.{0,12}(?:違反|警告)|知的財産|規約違反"
        r"|违反.{0,12}政策|政策(?:警告|违规)|知识产权|侵权|违规",
    ),
    _kind(
        "stranded_inventory", "medium",
        r"stranded inventory|nicht\w* (?:zum )?verkauf\w* (?:stehend\w*|verfügbar\w*).{0,20}bestand|gestrandet"
        r"|出品に結びついていない在庫|販売不可の?在庫"
        r"|无在售信息的?(?:亚马逊)?库存|滞留库存|冗余滞留",
    ),
    _kind(
        "storage_limit", "medium",
        r"(?:storage|capacity|restock) (?:limit|overage)|exceed\w*.{0,30}(?:capacity|storage)"
        r"|lager(?:kapazität|bestands|limit)\w*.{0,30}(?:grenze|limit|überschritten|überschreit)|lagerungslimit"
        r"|(?:保管|在庫|容量).{0,14}(?:上限|制限|超過)"
        r"|(?:仓储|库容|库存容量|补货).{0,14}(?:限制|上限|超出|超量|限额)",
    ),
    _kind(
        "price_error", "medium",
        r"pric\w* (?:error|alert)|potential pric\w*"
        r"|(?:price|pricing).{0,40}(?:deactivat|inactive|too (?:high|low)|minimum|maximum)"
        r"|preis(?:fehler|warnung)|möglicher? preis"
        r"|価格.{0,10}(?:エラー|誤り|の?警告|設定ミス)"
        r"|(?:定价|价格)(?:错误|异常|警告|失误)",
    ),
)  # fmt: skip

_ASIN = re.compile(r"\bB0[0-9A-Z]{8}\b")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ORDER = re.compile(r"\b\d{3}-\d{7}-\d{7}\b")
_SPACE = re.compile(r"[ \t\u00a0\u3000]+")
LONGEST_SUBJECT = 300
LONGEST_MAIL = 50_000
LONGEST_BODY = 2000
MOST_ASINS = 20


@dataclass(frozen=True)
class Notice:
    """A message that matters. No `asins`: it is about the whole account."""

    kind: str
    severity: str
    asins: tuple[str, ...]
    subject: str
    body: str


def read_notice(subject: str, body: str) -> Notice | None:
    """What the message says, or None where it is none of the known kinds."""
    # A hostile mail may be huge: what is searched has bounds, so that no pattern can take long.
    title, text = _plain(subject[:LONGEST_SUBJECT]), _plain(body[:LONGEST_MAIL])
    found = next((k for k in KINDS if k.subject.search(title)), None) or next(
        (k for k in KINDS if k.body.search(text[:4000])), None
    )
    if found is None:
        return None
    asins = tuple(dict.fromkeys(_ASIN.findall(f"{title}\n{text}")))[:MOST_ASINS]
    shown = _without_people(text[: 2 * LONGEST_BODY])[:LONGEST_BODY]
    return Notice(found.kind, found.severity, asins, _without_people(title)[:LONGEST_SUBJECT], shown)


def _plain(text: str) -> str:
    """One form of writing: full-width letters become plain, lines are trimmed, control characters go."""
    folded = unicodedata.normalize("NFKC", text).replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in folded if c == "\n" or unicodedata.category(c)[0] != "C")
    return "\n".join(_SPACE.sub(" ", line).strip() for line in kept.split("\n")).strip()


def _without_people(text: str) -> str:
    """Buyers are not stored: mail addresses and order numbers are masked."""
    return _ORDER.sub("(order)", _ADDRESS.sub("(address)", text))
