"""A form that is sent twice, by a double click or by a browser that asks again, acts once."""

from lotsenwerk.web.writing.once import act_once, id_of_form

__all__ = ["act_once", "id_of_form"]
