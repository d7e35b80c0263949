"""The former place of `Hit`, for checks of installed packages: it lives in `model.finding` now."""

from cxlint.linting.model.finding import Hit

__all__ = ["Hit"]
