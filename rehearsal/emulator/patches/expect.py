"""How a patch says which text of the emulator it was written for.

Every patch names what it replaces. When the emulator isn't what the patch expects, starting fails: a patch that
no longer fits must not turn into a rehearsal that lies.
"""

import functools
import hashlib
import importlib.metadata
import inspect
import sys
import textwrap

MINISTACK_VERSION = "1.5.33"

# Functions that were compiled again have no source that `inspect` could find.
_PATCHED_SOURCES = {}


class PatchMismatch(Exception):
    """The emulator is not the one that a patch was written for."""


def expect_version():
    found = importlib.metadata.version("ministack")
    if found != MINISTACK_VERSION:
        raise PatchMismatch(
            f"MiniStack {found} is installed, the patches are for {MINISTACK_VERSION}: run the set-up again "
            "(it installs what rehearsal/emulator/requirements.txt pins)"
        )


def wrap(owner, name, signature):
    """Decorator: replaces `owner.name`, whose signature must be `signature`, by a function that gets the
    original as its first argument."""
    original = _attribute(owner, name)
    found = _parameters(original)
    if found != signature:
        raise PatchMismatch(_changed(owner, name, f"signature {signature}", f"signature {found}"))

    def install(replacement):
        @functools.wraps(original)
        def wrapper(*args, **kwargs):
            return replacement(original, *args, **kwargs)

        setattr(owner, name, wrapper)
        return wrapper

    return install


def replace_function(module, name, sha256):
    """Decorator: replaces a function as a whole; `sha256` begins the digest of the source text it had."""
    original = _attribute(module, name)
    found = hashlib.sha256(inspect.getsource(original).encode()).hexdigest()[: len(sha256)]
    if found != sha256:
        raise PatchMismatch(_changed(module, name, f"source {sha256}", f"source {found}"))

    def install(replacement):
        setattr(module, name, replacement)
        return replacement

    return install


def replace_text(owner, name, changes, **helpers):
    """Compiles `owner.name` again with `changes` (pairs of old and new text, each old one there exactly once);
    `owner` is a module or a class, `helpers` are the names that the new texts use."""
    original = _attribute(owner, name)
    module = sys.modules[owner.__module__] if inspect.isclass(owner) else owner
    if hasattr(original, "__wrapped__"):
        raise PatchMismatch(f"{owner.__name__}.{name} is wrapped already: change its text before")
    source = _changed_text(owner, name, _PATCHED_SOURCES.get(original) or inspect.getsource(original), changes)
    code = compile(textwrap.dedent(source), f"<{owner.__name__}.{name}, patched>", "exec")
    for helper, value in helpers.items():
        if hasattr(module, helper):
            raise PatchMismatch(f"{module.__name__} already has a name {helper}: give the helper another one")
        setattr(module, helper, value)
    made = {}
    exec(code, module.__dict__, made)
    setattr(owner, name, made[name])
    _PATCHED_SOURCES[made[name]] = source


def replace_in_constant(module, name, changes):
    """The same for a string that a module keeps (a script that it runs)."""
    setattr(module, name, _changed_text(module, name, _attribute(module, name), changes))


class Module:
    """Stands for a module that another one imported, with some of its names replaced."""

    def __init__(self, module, **replacements):
        for name in replacements:
            _attribute(module, name)
        self.__dict__.update(replacements)
        self._module = module

    def __getattr__(self, name):
        return getattr(self._module, name)


def _parameters(function):
    """The parameters with their defaults, without annotations: these print differently in each Python."""
    signature = inspect.signature(function)
    bare = [parameter.replace(annotation=inspect.Parameter.empty) for parameter in signature.parameters.values()]
    return str(inspect.Signature(bare))


def _attribute(owner, name):
    try:
        return getattr(owner, name)
    except AttributeError:
        raise PatchMismatch(_changed(owner, name, "to exist", "nothing")) from None


def _changed_text(owner, name, text, changes):
    for old, new in changes:
        if text.count(old) != 1:
            raise PatchMismatch(_changed(owner, name, f"one occurrence of {old!r}", f"{text.count(old)}"))
        text = text.replace(old, new)
    return text


def _changed(owner, name, expected, found):
    return (
        f"{getattr(owner, '__name__', owner)}.{name} is not what its patch was written for: "
        f"expected {expected}, found {found}. Read the emulator's new text and adapt the patch."
    )
