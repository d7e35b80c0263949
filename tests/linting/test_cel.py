"""Expressions before there is any policy: what is refused, and that nothing slips through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxlint.language import field_types
from cxlint.language.sections import language
from cxlint.linting.expressions import cel
from cxlint.linting.expressions.tokens import free_names, guard_has, lexemes

KINDS = field_types.kinds()


def refused(text: str, kind: str = "channel") -> str:
    return " / ".join(cel.objections(text, kind))


@pytest.mark.parametrize(
    "text",
    [
        "channel.kind != 'voice' || channel.respond.within <= duration('1h')",
        "this.respond.for >= 0.8 // of all contacts",
        "has(channel.closed.goes_to) && channel.closed.goes_to in channel.goes_to",
        "channel.goes_to.all(t, kind_of(t) != 'team' || team(t).seats >= 2.0)",
        "channels.exists_one(c, c.id == channel.id)",
        "channels.filter(c, c.kind == 'voice').map(c, c.id).size() <= 2",
        "channels.all(a, channels.exists(b, b.id != a.id && size(b.goes_to) > 0))",
        "reaches_person(channel.id) && hops_to_person(channel.id) <= 3",
        "reaches(channel.id, 'care') && hops(channel.id, 'care') <= 2 && !on_circle('care')",
        "passes(channel.id, 'care', 'menu')",
        "amount(channel.fee, 'EUR') <= 5.0 && channel.fee.currency != 'USD'",
        "amount(team('care').may['refund'], 'EUR') >= 50.0",
        "has(team('care').may.refund)",
        "channel.last_reviewed > today - duration('8760h')",
        "channel.id.matches(r'^[a-z-]{1,20}$')",
        "channel.goes_to == [] || channel.kind in ['voice', 'chat']",
        "organization.currency == 'EUR' && feedback_sources.size() < 4",
        "true ? channel.published : this.premium_rate",
    ],
)
def test_what_makes_sense_is_taken(text: str) -> None:
    assert refused(text) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "channel.responds.within == duration('1h')",
            "no field 'responds'; did you mean 'respond'?",
        ),
        (
            "channel.respond.withn == duration('1h')",
            "channel.respond has no field 'withn'; did you",
        ),
        ("has(channel.responds)", "did you mean 'respond'?"),
        ("has(channel.responds.within)", "did you mean 'respond'?"),
        ("has(channel.closed.anounce)", "did you mean 'announce'?"),
        ("channels.exists(c, c.knd == 'x')", "a channel has no field 'knd'; did you mean 'kind'?"),
        ("channels.all(c, [c].exists(d, d.knd == 'x'))", "did you mean 'kind'?"),
        ("channels.filter(c, true).all(c, c.knd == 'x')", "did you mean 'kind'?"),
        ("channels.map(c, c).all(c, c.knd == 'x')", "did you mean 'kind'?"),
        ("channels.map(c, true, c)[0].knd == 'x'", "did you mean 'kind'?"),
        ("channels.map(c, c.respond).all(r, r.withn > duration('1h'))", "did you mean 'within'?"),
        ("[channel, this].exists(channels, channels.knd == 'x')", "did you mean 'kind'?"),
        ("(true ? channel : this).knd == 'x'", "did you mean 'kind'?"),
        ("channels.exists_one(c, has(c.knd))", "did you mean 'kind'?"),
        (
            "team(channel.goes_to[0]).seat > 1.0",
            "a team has no field 'seat'; did you mean 'seats'?",
        ),
        ("team('a').may['refund'].curency == 'EUR'", "did you mean 'currency'?"),
        ("channel.goes_to.exists(t, t.seats > 1.0)", "'string' cannot be the operand of a select"),
        ("channel['kind'] == 'voice'", "'[]' does not fit between a channel and a text"),
        ("chanel.kind == 'x'", "nothing called 'chanel'; did you mean 'channel'?"),
        ("tem('x').seats > 1.0", "nothing called 'tem'; did you mean 'team'?"),
        ("channel.kind.strtsWith('v')", "did you mean 'startsWith'?"),
        ("channel.kind == 1", "'==' does not fit between a text and a whole number"),
        ("channel.kind = 'voice'", "is equal to is '=='"),
        ("channel.kind == voice", "a text stands in quotes: 'voice'"),
        ("len(channels) > 3", "nothing called 'len' ("),
        ("true and false", "and is &&"),
        ("amount(channel.kind, 'EUR') < 1.0", "it takes a field that holds money"),
        ("amount(channel.fee) < 1.0", "it takes a field that holds money"),
        ("channel.goes_to == 'care'", "'care' in channel.goes_to"),
        ("channel.fee > 3", "amount(..., 'EUR')"),
        ("team('a').seats > 1", "has a point: 2.0"),
        ("channel.respond.within < 3", "a length of time is written duration('36h')"),
        ("reaches(channel, 'care')", "it takes ids, as in channel.id"),
        ("channel.kind", "answered by true or false"),
        ("channel.kind ==", "its end"),
        ("", "its end"),
        ("true) || (true", "syntax error"),
        ("dyn(channel).knd == 'x'", "cannot be checked"),
        ("[].exists(x, x.knd == 'x')", "cannot be checked"),
        ("[channel, 1].exists(x, x.knd == 'x')", "cannot be checked"),
        ("[channel, team('a')].exists(x, x.knd == 'x')", "cannot be checked"),
        ("type(channel) == type(this)", "cannot be checked"),
        ("cxlint.channel == cxlint.team", "cannot be checked"),
        ("{'a': 1, 'b': channel}.b.knd == 'x'", "of its own"),
        ("cxlint.channel{}.published", "of its own"),
        ("google.protobuf.Value{}.knd == 'x'", "of its own"),
        ("google.protobuf.Struct\n{\n}.knd == 'x'", "of its own"),
        ("channel.`kind` == 'x'", "of its own"),
        ("channel == this", "compare their ids"),
        ("channel in channels", "compare their ids"),
        ("channel.fee != channel.fee", "compare their ids"),
        ("channels.map(c, c.goes_to).size() > 1", "list of lists"),
        ("'a' + channel.id == 'ab'", "grow without end"),
        ("channel.id.matches(channel.kind)", "one pattern in quotes"),
        ("matches(channel.id, 'x')", "one pattern in quotes"),
        ("channel.id.matches('a' )", ""),
        ("channel.id.matches('(')", "'(' is no pattern: "),
        ("channel.respond.within < duration('1 day')", "written as in duration('36h')"),
        ("channel.last_reviewed < timestamp('2026-01-01')", "written as in timestamp('2026-11-21T"),
        ("amount(channel.fee, 'EURS') < 1.0", "did you mean EUR"),
        ("amount(channel.fee, organization.currency) < duration('1h').getSeconds() * 1.0", "int"),
        ("channel.id.matches('(.?){900}(.?){900}')", "more than 1,000 characters"),
        ("channel.id.matches('((a?){30}){40}')", "more than 1,000 characters"),
        ("channel.id.matches('a{1,99999999999999999999}')", "more than 1,000 characters"),
        (r"channel.id.matches('(.?)\x7b900}')", "behind numbers"),
        (r"channel.id.matches('(.?)\173900}')", "behind numbers"),
        ("(" * 50 + "true" + ")" * 50, "nested too deeply"),
        ("channel" + ".kind" * 100, "nested too deeply"),
        ("true || " * 5000 + "true", "2,000 are the most"),
        ("channel.kind == '\u200b'", "cannot be seen"),
        ("'\ud800' == channel.id", "cannot be seen"),
    ],
)
def test_what_does_not_is_refused_with_a_reason(text: str, said: str) -> None:
    objection = refused(text)
    assert said in objection
    assert bool(objection) is bool(said)
    assert "\n" not in objection


def test_the_place_in_the_expression_is_told() -> None:
    assert refused("channel.knd == 'x'").endswith("(column 8)")
    assert refused("true &&\n channel.knd == 'x'").endswith("(line 2 of it, column 9)")


def test_what_leaves_no_room_for_the_entity_is_refused_before_it_is_used() -> None:
    depths = [refused("(" * n + "channel.published" + ")" * n) for n in range(40)]
    assert depths[0] == "" and "too deeply" in depths[-1]
    assert all("too deeply" in each for each in depths if each)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_the_language_has_a_type(kind: str) -> None:
    told: set[str] = set()

    def walk(shape: field_types.Shape, path: tuple[str, ...]) -> None:
        for name, inner in shape.fields.items():
            told.add(".".join((*path, name)))
            walk(inner, (*path, name))
        if shape.of:
            walk(shape.of, path)

    walk(field_types.shape_of(kind), ())
    missing = language().paths[kind] - told - {""}
    assert not {path for path in missing if not path.split(".")[-1].startswith("x-")}


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_can_be_asked_for_and_no_other(kind: str) -> None:
    for name in field_types.shape_of(kind).fields:
        assert refused(f"has(this.{name})", kind) == ""
        assert "has no field" in refused(f"has(this.{name}_x)", kind)


def test_every_variable_and_function_that_is_proposed_exists() -> None:
    asked = [f"{name}.size() >= 0" for name in cel.listings()]
    asked += [f"has({name}.id)" for name in (*cel.singles(), "this", "channel")]
    asked += [f"has({name}('x').id)" for name in cel.lookups()]
    assert [refused(text) for text in asked] == [""] * len(asked)


NAMES = st.sampled_from(
    ["channel", "this", "channels", "c", "d", "kind", "respond", "within", "goes_to", "knd", "team",
     "seats", "'x'", "1", "[", "]", "(", ")", ".", ",", "==", "&&", "||", "?", ":", "has", "all",
     "exists", "map", "filter", "dyn", "type", "duration", "{", "}", "!", "+", "in"]
)  # fmt: skip
UNKNOWN = st.sampled_from(["knd", "responds", "seat", "zzz", "owner_"])
RANGES = st.recursive(
    st.sampled_from(["channels", "[channel]", "[channel, this]", "channels.filter(x, true)"]),
    lambda inner: st.builds(
        lambda r, name, way: way.format(r=r, v=name),
        inner,
        st.sampled_from(["c", "this", "team", "channels"]),
        st.sampled_from(["{r}.filter({v}, has({v}.kind))", "{r}.map({v}, {v})",
                         "{r}.map({v}, true, {v})", "(true ? {r} : {r})", "({r} + {r})"]),
    ),
    max_leaves=3,
)  # fmt: skip


@given(RANGES, st.sampled_from(["all", "exists", "exists_one", "filter"]), UNKNOWN,
       st.sampled_from(["v.{f} == 'x'", "has(v.{f})", "has(v.{f}.within)", "has(v.respond.{f})",
                        "!(v.kind == 'a' || [v].exists(w, w.{f} == 'x'))"]))  # fmt: skip
def test_an_unknown_field_of_a_loop_variable_is_always_refused(range_, macro, field, body) -> None:
    loop = f"{range_}.{macro}(v, {body.format(f=field)})"
    text = f"{loop}.size() > 0" if macro == "filter" else loop
    assert "has no field" in refused(text) or "too deeply" in refused(text)


@pytest.mark.thorough
@given(st.lists(NAMES, max_size=25).map(" ".join) | st.text(max_size=60))
def test_anything_is_refused_in_one_line_or_names_known_fields_only(text: str) -> None:
    objections = list(cel.objections(text, "channel"))
    assert all(each and "\n" not in each for each in objections)
    words = free_names(lexemes(text)) | {each.word for each in lexemes(text)}
    assert objections or not {"knd", "dyn", "type", "{"} & words - _as_texts_or_variables(text)


def _as_texts_or_variables(text: str) -> set[str]:
    """Return the odd names that stand first in a macro: there they are names of the author's."""
    words = [each.word for each in lexemes(text)]
    bound = {
        after
        for before, after in zip(["", *words], words, strict=False)
        if before == "(" and after in ("knd", "type")
    }
    return bound if any(m in words for m in ("all", "exists", "map", "filter")) else set()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("has(a.b)", "(has(a.b))"),
        ("has(a.b.c) || x", "(has(a.b) && has(a.b.c)) || x"),
        ("has( a . b // no\n .c.d )", "(has(a.b) && has(a.b.c) && has(a.b.c.d))"),
        ("has(team(x).b.c)", "(has(team(x).b) && has(team(x).b.c))"),
        ("has(a[0].b)", "(has(a[0].b))"),
        ("x.all(t, has(t.a.b))", "x.all(t, (has(t.a) && has(t.a.b)))"),
        (
            "has(f(has(a.b.c) ? 'x' : 'y').d.e)",
            (
                "(has(f((has(a.b) && has(a.b.c)) ? 'x' : 'y').d)"
                " && has(f((has(a.b) && has(a.b.c)) ? 'x' : 'y').d.e))"
            ),
        ),
        ("'has(a.b.c)' == \"has(a.b.c)\"", "'has(a.b.c)' == \"has(a.b.c)\""),
        ("// has(a.b.c)\ntrue", "// has(a.b.c)\ntrue"),
        ("has(a)", "has(a)"),
        ("has(", "has("),
        ("has()", "has()"),
    ],
)
def test_a_question_for_a_part_asks_for_the_whole_first(text: str, written: str) -> None:
    assert guard_has(text) == written
