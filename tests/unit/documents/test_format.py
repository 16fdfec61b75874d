"""The canonical form, case by case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from textwrap import dedent

import pytest

from reconciler.documents import format as formatting
from reconciler.documents.arrange import Keys
from reconciler.documents.format import UnformattableText, formatted
from reconciler.documents.parse import parse
from reconciler.documents.render import Renderer
from reconciler.model.limits import MOST_LEVELS, Limits
from reconciler.schema.order import key_order


def keys_of(said: Mapping[str, str]) -> Keys | None:
    return key_order(said.get("kind", ""))


def fmt(text: str) -> str:
    parsed = parse(text, Limits())
    assert [finding for one in parsed for finding in one.findings] == []
    return formatted(text, parsed, Limits(), keys_of)


STYLE = {
    "two spaces for each level, and for lists": (
        """\
        accounts:
            ivanova:
               contacts:
                 email: i@teleset.example
            petrov:
                notifications:
                    channels:
                    - email
                    -   sms
        """,
        """\
        accounts:
          ivanova:
            contacts:
              email: i@teleset.example
          petrov:
            notifications:
              channels:
                - email
                - sms
        """,
    ),
    "items that are mappings or lists": (
        """\
        moved:
        -   from: teleset/a
            to: teleset/b
        -
          from: teleset/c

          to: teleset/d
        - - x
          -   - y
        -
        """,
        """\
        moved:
          - from: teleset/a
            to: teleset/b
          - from: teleset/c

            to: teleset/d
          - - x
            - - y
          -
        """,
    ),
    "one space, and none in front of a colon or inside brackets": (
        """\
        a :   1
        b:  { x:1 ,"y":2,  z : [ 1,2 ,3 ] , }
        c: {  }
        d: [ ]
        """,
        """\
        a: 1
        b: {x:1, "y": 2, z: [1, 2, 3]}
        c: {}
        d: []
        """,
    ),
    "double quotes for single ones, where that is all; none are taken away or added": (
        """\
        a: 'x'
        b: 'it''s'
        c: 'say "x"'
        d: 'back\\slash'
        e: "x"
        f: x
        g: 22:00
        'h': {'x': ''}
        i: 'no\u00a0break'
        """,
        """\
        a: "x"
        b: "it's"
        c: 'say "x"'
        d: 'back\\slash'
        e: "x"
        f: x
        g: 22:00
        "h": {"x": ""}
        i: 'no\u00a0break'
        """,
    ),
    "a value joins its key": (
        """\
        name:
          ООО «ТелеСеть»
        support:
          {email: a@teleset.example}
        """,
        """\
        name: ООО «ТелеСеть»
        support: {email: a@teleset.example}
        """,
    ),
    "long lines stay long, folded ones folded": (
        f"""\
        a: {"слово " * 40}
        b: one
            two

            three
        c:
            one
            two
        d: "one
           two \\
           three"
        """,
        f"""\
        a: {("слово " * 40).strip()}
        b: one
          two

          three
        c:
          one
          two
        d: "one
          two \\
          three"
        """,
    ),
    "blocks of text keep every line": (
        """\
        a: |
            one
              two

            three
        b:   >-   # folded
          one
        c: |+
          kept

        d: |2
              further in
            x
        e: |

          late


        f: 1
        """,
        """\
        a: |
          one
            two

          three
        b: >-     # folded
          one
        c: |+
          kept

        d: |2
              further in
            x
        e: |

          late

        f: 1
        """,
    ),
    "blank lines that a block keeps are text, also at the end": ("a:   |+\n  x\n\n\n", "a: |+\n  x\n\n\n"),
    "flow collections keep their line breaks": (
        """\
        types: {payment: [email,
             sms],   # both
          # not yet
          orders: true}
        channels: [
          email, sms,
          ]
        """,
        """\
        types: {payment: [email,
            sms],    # both
          # not yet
          orders: true}
        channels: [
          email, sms,
        ]
        """,
    ),
    "one blank line for several, none at the beginning and the end": (
        "\n\na: 1\n\n\n\nb:\n\n\n  c: 2\n\n# x\n\n\n# y\n\n\n",
        "a: 1\n\nb:\n\n  c: 2\n\n# x\n\n# y\n",
    ),
    "no blanks at the end of a line, and a line break at the end": ("a: 1  \n# x \t\nb: [1,\t2]\t# y  \n\t\nc: x", "a: 1\n# x\nb: [1, 2] # y\n\nc: x\n"),
    "markers, directives, anchors, tags": (
        """\
        %YAML 1.2
        ---   # first
        a:   &x   # shared
            k:   !!str   1
        b:  *x
        c:
          <<:   *x
          m: 2
        ...
        # between
        ---
        {a:   1}
        --- {b: 2}
        """,
        """\
        %YAML 1.2
        ---   # first
        a: &x     # shared
          k: !!str 1
        b: *x
        c:
          <<: *x
          m: 2
        ...
        # between
        ---
        {a: 1}
        --- {b: 2}
        """,
    ),
    "what only some parsers read": (
        "a:  &общее {x: 1}\nb:   *общее\n \t \nc:  |\n  \tx\n",
        "a: &общее {x: 1}\nb: *общее\n\nc: |\n  \tx\n",
    ),
    "keys that are marked as such": ("? a   # x\n:   1\n? b\n:\n    c: 2\n", "? a   # x\n: 1\n? b\n:\n  c: 2\n"),
}


@pytest.mark.parametrize("case", STYLE)
def test_style(case: str) -> None:
    before, after = (dedent(text) for text in STYLE[case])
    assert fmt(before) == after
    assert fmt(after) == after


COMMENTS = {
    "those on lines of their own go with the indentation of what they belong to": (
        """\
        # head

        accounts:
        # the boss
            ivanova:
                # her name
                given_name: Анна
                contacts:
                    email: i@teleset.example
                    # mobile: "+79160000001"
                # role: coordinator
            # petrov: {}
        # the end
        """,
        """\
        # head

        accounts:
          # the boss
          ivanova:
            # her name
            given_name: Анна
            contacts:
              email: i@teleset.example
              # mobile: "+79160000001"
            # role: coordinator
          # petrov: {}
        # the end
        """,
    ),
    "what is commented out of an empty key stays in it": (
        """\
        types:
           # - payment
        channels: [email]
            # - sms
        x:
        - a
          # b
        y:
        # c
        """,
        """\
        types:
          # - payment
        channels: [email]
          # - sms
        x:
          - a
            # b
        y:
        # c
        """,
    ),
    "those behind something keep their column where it is one, else their distance": (
        """\
        id:   teleset            # a
        form:    company         # b
        locale: ru # c
        timezone:   Europe/Moscow # d
        name: "x"    # e
        """,
        """\
        id: teleset              # a
        form: company            # b
        locale: ru # c
        timezone: Europe/Moscow # d
        name: "x"    # e
        """,
    ),
    "a column holds while there is room, also at one blank": (
        """\
        accounts:
        - {a: 1,b: 2,c: 3} # x
        - {a: 1, b: 2}     # y
        """,
        """\
        accounts:
          - {a: 1, b: 2, c: 3}  # x
          - {a: 1, b: 2}   # y
        """,
    ),
    "two between a key and its value": ("a: # one\n  &x # two\n  b: 1\n", "a: &x # one\n  # two\n  b: 1\n"),
    "between a key and its value": (
        """\
        a: # one
            # two
            value
        b: &x   # three
        # four
          c: 1
        d:   # five
           [1, 2]
        """,
        """\
        a: # one
          # two
          value
        b: &x   # three
          # four
          c: 1
        d:   # five
          [1, 2]
        """,
    ),
}


@pytest.mark.parametrize("case", COMMENTS)
def test_comments(case: str) -> None:
    before, after = (dedent(text) for text in COMMENTS[case])
    assert fmt(before) == after
    assert fmt(after) == after


HEAD = "version: 1\nkind: Organization\nid: teleset\nname: X\n"

ORDER = {
    "keys stand as in the schema, what people chose stays": (
        """\
        kind: Organization
        name: X
        accounts:
          petrov: {given_name: Пётр, family_name: Петров, contacts: {sms: "+79160000001", email: p@teleset.example}}
          ivanova: {audience: external}
        roles: {b: {}, a: {}}
        requirements: {works: {channels: [sms, email], recipients: 2}, payment: {}}
        id: teleset
        version: 1
        notifications:
          quiet_hours: {to: "08:00", from: "22:00"}
          types: {works: true, all: false, orders: true}
        """,
        """\
        version: 1
        kind: Organization
        id: teleset
        name: X
        notifications:
          types: {works: true, all: false, orders: true}
          quiet_hours: {from: "22:00", to: "08:00"}
        roles: {b: {}, a: {}}
        requirements: {works: {recipients: 2, channels: [sms, email]}, payment: {}}
        accounts:
          petrov: {family_name: Петров, given_name: Пётр, contacts: {sms: "+79160000001", email: p@teleset.example}}
          ivanova: {audience: external}
        """,
    ),
    "an entry takes its comments along": (
        """\
        version: 1
        kind: Organization
        # ids are public
        id: teleset
        # people
        accounts:       # all of them
          ivanova: {}
          # petrov: {}

        # how it is called
        name: X   # short
        # which form
        form: company
        """,
        """\
        version: 1
        kind: Organization
        # ids are public
        id: teleset

        # how it is called
        name: X   # short
        # which form
        form: company
        # people
        accounts:       # all of them
          ivanova: {}
          # petrov: {}
        """,
    ),
    "a header stays at the top, what stands over another key goes with it": (
        """\
        # yaml-language-server: $schema=../schema.json
        # Our organization.
        kind: Organization
        version: 1
        name: X
        id: teleset
        ---
        # yaml-language-server: $schema=../schema.json
        # how it is called
        name: X
        version: 1
        kind: Organization
        id: primer
        ---
        # Somebody else.

        # how it is called
        name: X
        version: 1
        kind: Organization
        id: client
        """,
        """\
        # yaml-language-server: $schema=../schema.json
        # Our organization.
        version: 1
        kind: Organization
        id: teleset
        name: X
        ---
        # yaml-language-server: $schema=../schema.json
        version: 1
        kind: Organization
        id: primer
        # how it is called
        name: X
        ---
        # Somebody else.

        version: 1
        kind: Organization
        id: client
        # how it is called
        name: X
        """,
    ),
    "a header stays with the document also where the new first key had a blank line above it": (
        "# Our organization.\nkind: Organization\n\nversion: 1\nid: teleset\nname: X\n",
        "# Our organization.\nversion: 1\n\nkind: Organization\nid: teleset\nname: X\n",
    ),
    "and apart from the comments of that key": (
        "# Our organization.\nkind: Organization\n\n# the only one\n\nversion: 1\nid: teleset\nname: X\n",
        "# Our organization.\n\n# the only one\n\nversion: 1\n\nkind: Organization\nid: teleset\nname: X\n",
    ),
    "a comment under an entry does not come to stand over another": (
        HEAD
        + """\
        accounts:
          ivanova:
            contacts: {}
            suspended: true
            # until May

            role: duty
            # the end
        """,
        HEAD
        + """\
        accounts:
          ivanova:
            role: duty
            suspended: true
            # until May

            contacts: {}
            # the end
        """,
    ),
    "a suppression goes with what it is about": (
        HEAD
        + """\
        accounts: {}
        # reconciler: ignore[inn-checksum] stands like this in the contract

        inn: "7700000071"
        """,
        HEAD
        + """\
        # reconciler: ignore[inn-checksum] stands like this in the contract

        inn: "7700000071"
        accounts: {}
        """,
    ),
    "so does one above the first key": (
        """\
        # reconciler: ignore[unknown-kind] on purpose
        kind: Organization
        version: 1
        id: teleset
        name: X
        """,
        """\
        version: 1
        # reconciler: ignore[unknown-kind] on purpose
        kind: Organization
        id: teleset
        name: X
        """,
    ),
    "what is unknown stays behind the key it stands behind": (
        """\
        version: 1
        kind: Organization
        name: X
        nickname: Y
        id: teleset
        backend: {echo: true}
        """,
        """\
        version: 1
        kind: Organization
        id: teleset
        backend: {echo: true}
        name: X
        nickname: Y
        """,
    ),
    "an alias stays behind its anchor": (
        HEAD
        + """\
        accounts:
          ivanova:
            notifications: &usual {channels: [email]}
            contacts:
              email: {address: i@teleset.example}
            audience: external
          petrov:
            notifications: *usual
            audience: external
          sidorova:
            notifications: &mine {channels: [email]}
            given_name: *mine
            family_name: X
        """,
        HEAD
        + """\
        accounts:
          ivanova:
            audience: external
            contacts:
              email: {address: i@teleset.example}
            notifications: &usual {channels: [email]}
          petrov:
            audience: external
            notifications: *usual
          sidorova:
            notifications: &mine {channels: [email]}
            given_name: *mine
            family_name: X
        """,
    ),
    "a flow mapping over several lines keeps its order, one inside it does not": (
        HEAD
        + """\
        support: {url: https://teleset.example,
          email: a@teleset.example}
        contacts: {
          duty: {address: a@teleset.example, channel: email},
        }
        """,
        HEAD
        + """\
        support: {url: https://teleset.example,
          email: a@teleset.example}
        contacts: {
          duty: {channel: email, address: a@teleset.example},
        }
        """,
    ),
    "items of a list": (
        """\
        version: 1
        kind: Organization
        id: teleset
        name: X
        moved:
          - to: teleset/b
            # the old one
            from: teleset/a
        """,
        """\
        version: 1
        kind: Organization
        id: teleset
        name: X
        moved:
          -
            # the old one
            from: teleset/a
            to: teleset/b
        """,
    ),
    "the project": (
        """\
        manager: teleset-7f3a
        lint: {sms-without-consent: warning, inn-checksum: note}
        backend: {url: "sqlite:///x.db", type: sql, busy_timeout: 1}
        sources: [organizations]
        kind: Project
        environments:
          test: {recipients: {otherwise: drop, allow: []}, sources: [test]}
          live: {}
        version: 1
        """,
        """\
        version: 1
        kind: Project
        manager: teleset-7f3a
        sources: [organizations]
        backend: {type: sql, busy_timeout: 1, url: "sqlite:///x.db"}
        environments:
          test: {sources: [test], recipients: {allow: [], otherwise: drop}}
          live: {}
        lint: {sms-without-consent: warning, inn-checksum: note}
        """,
    ),
    "payload schemas are their author's": (
        "version: 1\nkind: NotificationType\nevents:\n  a.b: {required: [x], type: object}\ntitle: {en: X, ru: Y}\nid: x\n",
        "version: 1\nkind: NotificationType\nid: x\ntitle: {ru: Y, en: X}\nevents:\n  a.b: {required: [x], type: object}\n",
    ),
    "other kinds of document": ("kind: Pod\nversion: 1\n", "kind: Pod\nversion: 1\n"),
}


@pytest.mark.parametrize("case", ORDER)
def test_order(case: str) -> None:
    before, after = (dedent(text.removeprefix(HEAD)) for text in ORDER[case])
    if ORDER[case][0].startswith(HEAD):
        before, after = HEAD + before, HEAD + after
    assert fmt(before) == after
    assert fmt(after) == after


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("a: 1\nb: [x: y, {z:, q: 1}]\n", "shape", 1),
        ("a: 1\n? b\n# c\n: 2\n", "shape", 3),
        ("a: {?b: 1}\n", "shape", 0),
    ],
)
def test_what_cannot_be_taken_apart_is_left_alone(text: str, reason: str, line: int) -> None:
    with pytest.raises(UnformattableText) as raised:
        fmt(text)
    assert (raised.value.reason, raised.value.line) == (reason, line)


TEXT = "a:   1\n# x\nb: 2\n"


@pytest.mark.parametrize("levels", [64, MOST_LEVELS])
def test_as_deep_as_a_document_may_be(levels: int) -> None:
    limits = Limits(depth=levels)
    blocks = "".join(f"{'   ' * level}a:\n" for level in range(levels - 1)) + "   " * (levels - 1) + "a: 1\n"
    lists = "a:\n" + "".join(f"{'   ' * level} -\n" for level in range(levels - 2)) + "   " * (levels - 2) + " - 1\n"
    flow = "a: " + "{a:  " * (levels - 1) + "1" + "}" * (levels - 1) + "\n"
    broken = "a: " + "[\n " * (levels - 1) + "1" + "]" * (levels - 1) + "\n"
    for text in (blocks, lists, flow, broken):
        result = formatted(text, parse(text, limits), limits, keys_of)
        assert result != text
        assert formatted(result, parse(result, limits), limits, keys_of) == result


WRONG: dict[str, tuple[Callable[[str, int], str], str]] = {
    "an entry is lost": (lambda text, _: text.replace("b: 2\n", ""), "data"),
    "a number became a text": (lambda text, _: text.replace("b: 2", "b: '2'"), "data"),
    "it cannot be read": (lambda text, _: text.replace("b: 2", "b: [2"), "data"),
    "a comment is lost": (lambda text, _: text.replace("# x\n", ""), "comments"),
    "a comment is another": (lambda text, _: text.replace("# x", "# y"), "comments"),
    "a comment is there twice": (lambda text, _: text + "# x\n", "comments"),
    "it is another text each time": (lambda text, count: text + "\n" * count, "unstable"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_result_is_never_returned(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil, reason = WRONG[case]
    honest = Renderer.text
    calls = count(1)
    monkeypatch.setattr(Renderer, "text", lambda renderer: spoil(honest(renderer), next(calls)))
    with pytest.raises(UnformattableText) as raised:
        fmt("a:   1\n# x\nb: 2\n")
    assert raised.value.reason == reason


def test_a_text_in_order_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formatting, "parse", None)
    assert formatted("a: 1\n", [], Limits(), keys_of) == "a: 1\n"


@pytest.mark.parametrize("value", ['"x &Е"', '"x &\\" y"', '"*Ж"', '{b: "&Ё"}'])
def test_an_ampersand_between_quotes_is_no_anchor(value: str) -> None:
    """What makes a text legible for the C scanner must not take a closing quote, or the backslash before one, for a part of a name."""
    text = f"a: {value}\nc: &x {{}}\nd: *x\n"
    assert fmt(text) == text
