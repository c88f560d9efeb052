"""Mutants of a queryset method: each condition dropped, each side of & and |, each test turned."""

import ast
import copy
import inspect
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

FILTERS = {"filter", "exclude", "Q", "binnen", "sleutels"}


def mutanten(
    functie: Callable[..., Any], klasse: type | None = None
) -> Iterator[tuple[str, Callable[..., Any]]]:
    """(name, function) of every mutant of a function, or of a method of a class; no two have the same name."""
    namen: dict[str, int] = {}
    boom = _zonder_annotaties(ast.parse(textwrap.dedent(inspect.getsource(functie))))
    aantal = sum(1 for _ in ast.walk(boom))
    gezien = {ast.unparse(boom)}
    for plek in range(aantal):
        for welke in range(12):
            kopie = copy.deepcopy(boom)
            knoop = list(ast.walk(kopie))[plek]
            naam = _verander(knoop, welke)
            if naam is None:
                break
            tekst = ast.unparse(ast.fix_missing_locations(kopie))
            if tekst not in gezien:
                gezien.add(tekst)
                namen[naam] = namen.get(naam, 0) + 1
                uniek = naam if namen[naam] == 1 else f"{naam} #{namen[naam]}"
                yield uniek, _bouw(kopie, klasse, functie)


def _zonder_annotaties(boom: ast.Module) -> ast.Module:
    for knoop in ast.walk(boom):
        if isinstance(knoop, ast.FunctionDef):
            knoop.returns = None
            for arg in (*knoop.args.args, *knoop.args.kwonlyargs, knoop.args.vararg):
                if arg is not None:
                    arg.annotation = None
    return boom


def _bouw(boom: ast.Module, klasse: type | None, functie: Callable[..., Any]) -> Callable[..., Any]:
    """Compile the mutated method in the module it comes from; bare super() gets its class."""
    for knoop in ast.walk(boom):
        if isinstance(knoop, ast.Call) and isinstance(knoop.func, ast.Name) and knoop.func.id == "super":
            knoop.args = [ast.Name("_klasse", ast.Load()), ast.Name("self", ast.Load())]
    ruimte: dict[str, Any] = {}
    code = compile(ast.fix_missing_locations(boom), f"<mutant van {functie.__qualname__}>", "exec")
    exec(code, {**functie.__globals__, "_klasse": klasse}, ruimte)
    uit: Callable[..., Any] = ruimte[functie.__name__]
    return uit


def _verander(knoop: ast.AST, welke: int) -> str | None:
    """Apply the n-th mutation of this node in place; its name, or None when there is none."""
    if isinstance(knoop, ast.BinOp) and isinstance(knoop.op, ast.BitAnd | ast.BitOr):
        return _kies_kant(knoop, welke)
    if isinstance(knoop, ast.BoolOp):
        if welke >= len(knoop.values):
            return None
        weg = knoop.values.pop(welke)
        return f"zonder [{ast.unparse(weg)}]"
    if isinstance(knoop, ast.If | ast.IfExp):
        if welke > 1:
            return None
        oud = ast.unparse(knoop.test)
        knoop.test = ast.Constant(welke == 0)
        return f"[{oud}] is altijd {'waar' if welke == 0 else 'onwaar'}"
    if isinstance(knoop, ast.Call):
        return _minder(knoop, welke)
    return None


def _kies_kant(knoop: ast.BinOp, welke: int) -> str | None:
    if welke > 1:
        return None
    over, weg = (knoop.left, knoop.right) if welke == 0 else (knoop.right, knoop.left)
    naam = f"zonder [{ast.unparse(weg)}]"
    if welke == 0:
        knoop.right = copy.deepcopy(over)
    else:
        knoop.left = copy.deepcopy(over)
    return naam


def _minder(knoop: ast.Call, welke: int) -> str | None:
    """A filter with one condition less; none() becomes all()."""
    naam = knoop.func.attr if isinstance(knoop.func, ast.Attribute) else getattr(knoop.func, "id", "")
    if naam == "none" and welke == 0:
        knoop.func = ast.Attribute(knoop.func.value, "all", ast.Load())  # type: ignore[attr-defined]
        return "none() geeft alles"
    if naam not in FILTERS or welke >= len(knoop.args) + len(knoop.keywords):
        return None
    if welke < len(knoop.args):
        if naam in ("binnen", "sleutels") and isinstance(knoop.args[welke], ast.Name | ast.Starred):
            return f"zelfde {welke}"  # the actor itself is no condition
        weg = ast.unparse(knoop.args.pop(welke))
    else:
        weg = ast.unparse(knoop.keywords.pop(welke - len(knoop.args)).value)
    return f"{naam} zonder [{weg}]"
