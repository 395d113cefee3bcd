"""Tests of the desk."""

from unittest import mock

from shop.desk import take


def test_numbers() -> None:
    """The number comes from the counter."""
    with mock.patch("shop.models.greet", return_value="hi"):
        assert take("Ada", "pen").customer.name == "Ada"
