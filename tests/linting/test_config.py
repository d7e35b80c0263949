from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from bare import rule

from cxlint.errors import UserError
from cxlint.linting.config.config import Config, build_config, choose_rules
from cxlint.linting.config.config_files import find, read
from cxlint.linting.config.rule_settings import Setting
from cxlint.linting.model.rule import Rule
from cxlint.linting.rules import loader
from cxlint.linting.rules.parameter_types import misfit

BASE = rule("silo", severity="warning", path="rules/handoffs/silo.yaml")
RULES = {
    rule.id: rule
    for rule in (
        BASE,
        BASE._replace(id="loop", severity="error", formerly=("circle",)),
        BASE._replace(id="excess-steps", params={"at_most": 5, "within": "4 hours"}),
        BASE._replace(id="no-hours", category="channels"),
        BASE._replace(id="grave", category="channels", lockable="locked"),
        *(
            BASE._replace(id=id_, category="waivers")
            for id_ in ("baseline-stale", "waiver-expired", "waiver-unused")
        ),
    )
}
SIGNATURES = {
    "excess-steps": {"at_most": "int", "within": "str", "kinds": "Sequence[str]"},
    "silo": {"unstated": "bool"},
}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def signature_of(rule: Rule) -> dict[str, str]:
    return SIGNATURES.get(rule.id, {})


def configured(text: str, start: str = ".", file: str = "cxlint.yaml") -> Config:
    path = Path(file)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return build_config(
        read(path),
        RULES,
        Path(start).absolute(),
        signature_of=lambda rule: SIGNATURES.get(rule.id, {}),
    )


def severity(config: Config, id_: str, path: str = "a.yaml") -> str:
    return str(config.setting(RULES[id_], path).severity)


def refused(text: str) -> str:
    with pytest.raises(UserError) as error:
        configured(text)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_without_a_file_the_rules_speak_for_themselves() -> None:
    config = build_config(read(None), RULES, Path.cwd())
    assert config.setting(RULES["silo"], "a.yaml") == Setting("warning", {})
    assert config.variants(RULES["excess-steps"]) == ({"at_most": 5, "within": "4 hours"},)
    assert (config.file, config.fail_on, config.policy, config.baseline) == (
        None,
        "error",
        (),
        None,
    )
    assert config.locked == {"grave"}


@pytest.mark.parametrize("text", ["", "# nothing\n", "rules:\n", "{}\n", "paths:\nprofiles:\n"])
def test_an_empty_file_changes_nothing(text: str) -> None:
    assert severity(configured(text), "silo") == "warning"


def test_it_is_found_upwards_from_a_file_or_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/c.yaml").touch()
    (tmp_path / "cxlint.yaml").touch()
    assert find(Path("a/b/c.yaml")) == tmp_path / "cxlint.yaml"
    assert find(Path("a/b")) == tmp_path / "cxlint.yaml"
    (tmp_path / "a/cxlint.yaml").touch()
    assert find(Path("a/b/not-there.yaml")) == tmp_path / "cxlint.yaml"


def test_within_a_repository_the_outermost_counts_and_then_one_above(tmp_path: Path) -> None:
    (tmp_path / "a/b/c").mkdir(parents=True)
    (tmp_path / "a/.git").mkdir()
    (tmp_path / "cxlint.yaml").touch()
    assert find(Path("a/b/c")) == tmp_path / "cxlint.yaml"
    (tmp_path / "a/b/cxlint.yaml").touch()
    (tmp_path / "a/b/c/cxlint.yaml").touch()
    assert find(Path("a/b/c")) == tmp_path / "a/b/cxlint.yaml"


def test_none_is_found_where_there_is_none(tmp_path: Path) -> None:
    assert find(tmp_path) is None


@pytest.mark.parametrize("name", ["cxlint.yml", ".cxlint.yaml"])
def test_a_file_of_a_similar_name_is_not_passed_over(name: str) -> None:
    Path(name).touch()
    with pytest.raises(UserError, match=f"^{name}: the configuration is called cxlint.yaml"):
        find(Path("a.yaml"))
    Path("cxlint.yaml").touch()
    assert find(Path("a.yaml")) is not None


def test_severities_and_parameters() -> None:
    config = configured(
        "rules:\n  loop: info\n  silo: off\n"
        "  excess-steps: {severity: error, params: {at_most: 7}}\n"
    )
    assert [severity(config, id_) for id_ in ("loop", "silo", "excess-steps")] == [
        "info", "None", "error",
    ]  # fmt: skip
    assert config.variants(RULES["excess-steps"]) == ({"at_most": 7, "within": "4 hours"},)
    assert config.variants(RULES["silo"]) == ()


def test_a_rules_own_entry_counts_more_than_its_categorys_in_any_order() -> None:
    for text in ("{silo: error, handoffs: off}", "{handoffs: off, silo: error}"):
        config = configured(f"rules: {text}\n")
        assert (severity(config, "silo"), severity(config, "loop")) == ("error", "None")


def test_a_former_name_is_accepted_with_a_note() -> None:
    config = configured("rules:\n  circle: info\n")
    assert severity(config, "loop") == "info"
    assert config.notes == ("cxlint.yaml:2: the rule 'circle' is now called 'loop'",)
    assert refused("rules: {loop: off, circle: off}\n").startswith("cxlint.yaml:1: 'circle' stands")


PROFILES = """\
extends: [calm, tight]
rules: {loop: warning}
profiles:
  base: {rules: {silo: error, loop: info, no-hours: info}, fail_on: warning}
  calm: {extends: base, rules: {handoffs: info, no-hours: off}}
  tight: {extends: [base], rules: {no-hours: error}, locked: no-hours, fail_on: info}
"""


def test_profiles_extend_one_another_and_the_later_wins() -> None:
    config = configured(PROFILES)
    assert severity(config, "silo") == "info"
    assert severity(config, "loop") == "warning"
    assert severity(config, "no-hours") == "error"
    assert config.fail_on == "info"
    assert config.locked == {"grave", "no-hours"}
    assert configured(PROFILES + "fail_on: error\n").fail_on == "error"


def test_a_profile_that_nobody_extends_changes_nothing() -> None:
    config = configured("profiles: {calm: {rules: {silo: off}, locked: loop, fail_on: info}}\n")
    assert (severity(config, "silo"), config.fail_on) == ("warning", "error")
    assert config.locked == {"grave"}


def test_shipped_profiles_fit_the_shipped_rules(tmp_path: Path) -> None:
    rules = loader.load()
    for profile, fail_on in (("strict", "warning"), ("default", "error")):
        file = tmp_path / "cxlint.yaml"
        file.write_text(f"extends: {profile}\n")
        config = build_config(read(file), rules, tmp_path)
        assert config.fail_on == fail_on
        told = config.setting(rules["silo"], "a.yaml").params["unstated"]
        assert told is (profile == "strict")


def test_profiles_that_are_not_there_or_not_ones_own_are_refused() -> None:
    assert refused("extends: stirct\n").endswith("no profile 'stirct'; did you mean 'strict'?")
    assert "cxlint ships a profile 'strict'" in refused("profiles:\n  strict: {fail_on: info}\n")


def test_profiles_in_a_circle_are_refused() -> None:
    text = "extends: a\nprofiles:\n  a: {extends: b}\n  b: {extends: [c]}\n  c: {extends: a}\n"
    assert refused(text) == (
        "cxlint.yaml:5: profiles extend one another in a circle: a -> b -> c -> a"
    )
    assert "a -> a" in refused("extends: a\nprofiles:\n  a: {extends: a}\n")


PATHS = """\
rules: {silo: error}
paths:
- {files: "pilots/**", rules: {silo: off, excess-steps: {params: {at_most: 9}}}}
- {files: ["*.draft.yaml", "!keep.draft.yaml"], rules: {silo: info}}
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.yaml", "error"),
        ("pilots/a.yaml", "None"),
        ("pilots/deep/a.yaml", "None"),
        ("other/pilots/a.yaml", "error"),
        ("other/a.draft.yaml", "info"),
        ("pilots/a.draft.yaml", "info"),
        ("keep.draft.yaml", "error"),
    ],
)
def test_settings_of_paths_win_over_all_in_order(path: str, expected: str) -> None:
    assert severity(configured(PATHS), "silo", path) == expected


def test_paths_count_from_the_folder_of_the_configuration() -> None:
    config = configured(PATHS, start="team", file="team/cxlint.yaml")
    assert severity(config, "silo", "pilots/a.yaml") == "None"
    config = configured(PATHS, start=".", file="team/cxlint.yaml")
    assert severity(config, "silo", "team/pilots/a.yaml") == "None"
    assert severity(config, "silo", "pilots/a.yaml") == "error"
    config = configured(PATHS, start="pilots/deep")
    assert severity(config, "silo", "a.yaml") == "None"
    assert severity(config, "silo", "../../a.yaml") == "error"


def test_variants_are_the_parameters_in_force_somewhere() -> None:
    text = """\
rules: {excess-steps: {params: {at_most: 6}}}
paths:
- {files: a/**, rules: {excess-steps: {params: {at_most: 9}}}}
- {files: b/**, rules: {excess-steps: {params: {within: 1 day}}}}
- {files: c/**, rules: {excess-steps: {severity: error}}}
"""
    config = configured(text)
    rule = RULES["excess-steps"]
    paths = ["x.yaml", "y.yaml", "a/x.yaml", "b/x.yaml", "b/y.yaml", "c/x.yaml"]
    samples = config.samples(paths)
    assert len(samples) == 4
    assert config.variants(rule, samples) == (
        {"at_most": 6, "within": "4 hours"},
        {"at_most": 9, "within": "4 hours"},
        {"at_most": 6, "within": "1 day"},
    )
    assert all(
        config.setting(rule, path).params in config.variants(rule, samples) for path in paths
    )
    assert config.samples([]) == ("",)


def test_a_hundred_settings_for_paths_ask_for_no_more_than_the_files_there_are() -> None:
    entries = "".join(
        f"- {{files: '*{number}*', rules: {{excess-steps: {{params: {{at_most: {number}}}}}}}}}\n"
        for number in range(10, 100)
    )
    config = configured(f"paths:\n{entries}")
    samples = config.samples([f"{number}.yaml" for number in range(1000, 1050)])
    assert len(config.variants(RULES["excess-steps"], samples)) <= 50


def test_a_rule_that_is_on_in_some_files_only_runs_with_their_parameters() -> None:
    text = """\
rules: {excess-steps: off}
paths:
- {files: a/**, rules: {excess-steps: {severity: info, params: {at_most: 9}}}}
"""
    config = configured(text)
    rule = RULES["excess-steps"]
    samples = config.samples(["a/x.yaml", "x.yaml"])
    assert config.variants(rule, samples) == ({"at_most": 9, "within": "4 hours"},)
    assert not config.is_off(rule)
    assert config.variants(rule, config.samples(["x.yaml"])) == ()


def test_a_rule_that_nothing_switches_on_is_off() -> None:
    text = "rules: {silo: off}\npaths:\n- {files: a/**, rules: {silo: off, loop: off}}\n"
    config = configured(text)
    assert config.is_off(RULES["silo"])
    assert not config.is_off(RULES["loop"])


def test_why_names_the_place_of_everything() -> None:
    text = """\
extends: calm
rules: {handoffs: error}
profiles: {calm: {rules: {excess-steps: {severity: info, params: {at_most: 4}}}}}
paths:
- files: [a/**]
  rules:
    excess-steps: {params: {within: 1 day}}
locked: [excess-steps]
"""
    with pytest.raises(UserError, match=r"cxlint\.yaml:7: the rule 'excess-steps' is locked"):
        configured(text)
    config = configured(text.replace("excess-steps]", "loop]"))
    assert config.reasons(RULES["excess-steps"], "a/b.yaml") == (
        "severity warning: rules/handoffs/silo.yaml",
        "at_most = 5: rules/handoffs/silo.yaml",
        "within = 4 hours: rules/handoffs/silo.yaml",
        "severity info: cxlint.yaml:3 (profile calm)",
        "at_most = 4: cxlint.yaml:3 (profile calm)",
        "severity error: cxlint.yaml:2",
        "within = 1 day: cxlint.yaml:7 (files a/**)",
    )
    assert config.reasons(RULES["loop"], "x.yaml")[-1] == "locked: cxlint.yaml:8"


LOCKED = "profiles: {ours: {rules: {silo: warning}, locked: [handoffs]}}\nextends: ours\n"


@pytest.mark.parametrize(
    ("more", "complaint"),
    [
        (
            "paths: [{files: a, rules: {silo: off}}]",
            "'silo' is locked (cxlint.yaml:1) and cannot be switched off",
        ),
        ("paths: [{files: a, rules: {silo: info}}]", "cannot be lowered to info"),
        ("paths: [{files: a, rules: {handoffs: warning}}]", "'loop' is locked"),
        (
            "paths: [{files: a, rules: {excess-steps: {params: {at_most: 9}}}}]",
            "parameters are fixed",
        ),
        ("rules: {silo: info}", "cannot be lowered to info"),
        ("rules: {handoffs: off}", "cannot be switched off"),
        ("rules: {grave: info}", "'grave' is locked (rules/handoffs/silo.yaml)"),
    ],
)
def test_a_locked_rule_cannot_be_made_milder(more: str, complaint: str) -> None:
    message = refused(f"{LOCKED}{more}\n")
    assert message.startswith("cxlint.yaml:3: ")
    assert complaint in message


def test_a_locked_rule_can_be_made_graver() -> None:
    config = configured(f"{LOCKED}paths: [{{files: a/**, rules: {{silo: error}}}}]\n")
    assert severity(config, "silo", "a/x.yaml") == "error"


def test_the_configuration_itself_may_make_graver_what_it_locks() -> None:
    config = configured("rules: {silo: error}\nlocked: silo\n")
    assert severity(config, "silo") == "error"
    assert config.locked == {"grave", "silo"}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("fail_onn: info", "cxlint.yaml:1: unknown key 'fail_onn'; did you mean 'fail_on'?"),
        ("qqqq: 1", "cxlint.yaml:1: unknown key 'qqqq'; there are extends, policy"),
        ("rules:\n  silo: eror", "cxlint.yaml:2: found eror, where error, warning, info, off"),
        ("rules:\n  silo: eror", "; did you mean 'error'?"),
        ("rules:\n  silo: {severty: error}", "cxlint.yaml:2: unknown key 'severty'; did you mean"),
        (
            "rules:\n  siloo: error",
            "cxlint.yaml:2: no rule or category 'siloo'; did you mean 'silo'?",
        ),
        ("rules:\n  handoff: error", "did you mean 'handoffs'?"),
        (
            "locked:\n- silo\n- sillo",
            "cxlint.yaml:3: no rule or category 'sillo'; did you mean 'silo'?",
        ),
        (
            "rules:\n  excess-steps:\n    params:\n      at_mots: 1",
            "cxlint.yaml:4: the rule 'excess-steps' has no parameter 'at_mots'; did you mean 'at_",
        ),
        ("rules:\n  excess-steps:\n    params: {zzz: 1}", "'zzz'; it has at_most, kinds, within"),
        (
            "rules:\n  no-hours: {params: {at_most: 1}}",
            "the rule 'no-hours' has no parameter 'at_most'; it has none",
        ),
        ("rules:\n  handoffs: {params: {at_most: 1}}", "cxlint.yaml:2: 'handoffs' is a category"),
        (
            "rules:\n  excess-steps:\n    params:\n      at_most: many",
            "cxlint.yaml:4: 'at_most' of the rule 'excess-steps' is a whole number, not many",
        ),
        ("rules:\n  excess-steps: {params: {at_most: true}}", "is a whole number, not true"),
        (
            "rules:\n  excess-steps: {params: {within: 4 hurs}}",
            "is a duration such as 4 hours, not 4 hurs",
        ),
        ("rules:\n  excess-steps: {params: {kinds: [1]}}", "is a list of text, not [1]"),
        ("paths:\n- {file: x, rules: {}}", "cxlint.yaml:2: "),
        ("paths:\n- {files: x, rules: {siloo: off}}", "cxlint.yaml:2: no rule or category 'siloo'"),
        ("profiles:\n  a: {rule: {}}", "cxlint.yaml:2: unknown key 'rule'; did you mean 'rules'?"),
        ("extends: [strict,\n  nobody]", "cxlint.yaml:2: no profile 'nobody'"),
        ("rules: {silo: off}\nrules: {loop: off}", "cxlint.yaml:2: the key 'rules' is said twice"),
        ("rules: [", "cxlint.yaml:2: "),
        ("- silo", "cxlint.yaml:1: "),
        ("fail_on: info\n---\nfail_on: error", "a configuration is one document"),
        ("rule_folders:\n- nowhere", "cxlint.yaml:2: there is no folder 'nowhere'"),
        ("policy: nowhere", "cxlint.yaml:1: there is no file or folder 'nowhere'"),
    ],
)
def test_whatever_is_wrong_is_told_with_its_line(text: str, complaint: str) -> None:
    assert complaint in refused(text + "\n")


def test_an_unknown_rule_in_a_profile_that_nobody_extends_is_told() -> None:
    message = refused("profiles:\n  calm:\n    rules: {siloo: off}\n")
    assert message.startswith("cxlint.yaml:3: no rule or category 'siloo'")
    assert "a -> a" in refused("profiles:\n  a: {extends: a}\n")
    assert "no profile 'b'" in refused("profiles:\n  a: {extends: b}\n")
    assert "'siloo'" in refused("profiles:\n  a: {locked: siloo}\n")


def test_a_missing_file_is_told() -> None:
    with pytest.raises(UserError, match=r"^none\.yaml: there is no such file$"):
        read(Path("none.yaml"))
    with pytest.raises(UserError, match=r"^\.: cannot be read"):
        read(Path())


def test_paths_are_made_whole(tmp_path: Path) -> None:
    (tmp_path / "team/policies").mkdir(parents=True)
    (tmp_path / "team/ours").mkdir()
    config = configured(
        "policy: policies\nrule_folders: [ours]\nbaseline: b.yaml\nexclude: ['drafts/']\n",
        file="team/cxlint.yaml",
    )
    assert config.policy == (tmp_path / "team/policies",)
    assert config.rule_folders == (tmp_path / "team/ours",)
    assert config.baseline == tmp_path / "team/b.yaml"
    assert config.exclude == ("drafts/",)
    assert config.folder == tmp_path / "team"


def test_rules_are_chosen_by_id_former_id_and_category() -> None:
    assert choose_rules(RULES, (), ()) == set(RULES)
    assert choose_rules(RULES, ("silo,no-hours", "circle"), ()) == {"silo", "no-hours", "loop"}
    assert choose_rules(RULES, ("handoffs",), ("silo",)) == {"loop", "excess-steps"}
    with pytest.raises(UserError, match="no rule is left"):
        choose_rules(RULES, ("handoffs",), ("handoffs",))
    with pytest.raises(UserError, match="no rule or category 'siloo'; did you mean 'silo'"):
        choose_rules(RULES, (), ("siloo",))
    with pytest.raises(UserError, match="no rule or category ''"):
        choose_rules(RULES, ("silo,",), ())


@pytest.mark.parametrize(
    ("annotation", "value", "expected"),
    [
        ("int", 3, ""),
        (int, "3", "a whole number"),
        ("float", 3, ""),
        ("float", True, "a number"),
        ("bool", 1, "true or false"),
        ("str | None", None, ""),
        ("str | Sequence[str]", ["a"], ""),
        ("str | Sequence[str]", [["a"]], "text or a list of text"),
        ("Sequence[str]", "abc", "a list of text"),
        ("tuple[str, ...]", ["a", "b"], ""),
        ("Mapping[str, int]", {"a": 1}, ""),
        ("Mapping[str, int]", {"a": "b"}, "a mapping"),
        ("Literal['a', 'b']", "a", ""),
        ("Literal['a', 'b']", "c", "one of a, b"),
        ("collections.abc.Sequence[str]", ["a"], ""),
        ("Unheard", object, ""),
        ("", 1, ""),
    ],
)
def test_what_fits_a_parameter(annotation: object, value: object, expected: str) -> None:
    assert misfit(annotation, value) == expected


@pytest.mark.parametrize(
    ("default", "value", "expected"),
    [
        ("4 hours", "2 days", ""),
        ("4 hours", "many", "a duration such as 4 hours"),
        ("50 EUR", "60 USD", ""),
        ("50 EUR", "60", "a sum of money such as 50 EUR"),
        ("80%", "90%", ""),
        ("80%", "0.9x", "a percentage such as 80%"),
        ("person", "4 hours", ""),
        ("tier 1", "tier 2", ""),
    ],
)
def test_a_quantity_stays_a_quantity_of_its_kind(default: str, value: str, expected: str) -> None:
    assert misfit("str", value, default) == expected


def test_the_modules_load_nothing_heavy() -> None:
    heavy = {"jsonschema", "jsonschema_rs", "difflib", "networkx", "holidays"}
    code = (
        "import sys; import cxlint.linting.config.config; "
        "from cxlint.linting.suppressions import baseline, waivers; "
        f"print(sorted({heavy!r} & set(sys.modules)))"
    )
    root = Path(__file__).parents[2]
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"
