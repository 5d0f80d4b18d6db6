"""Unpack what a report holds: the table's data, and the story of each candidate."""

import base64
import gzip
import json
import re

import lxml.html


def block(text):
    return json.loads(gzip.decompress(base64.b64decode(text)))


class Unpacked:
    """A report as a browser's script sees it."""

    def __init__(self, html):
        self.html = html
        self.page = lxml.html.fromstring(html)
        blocks = dict(re.findall(r'<script type="application/octet-stream" id="(\w+)">([^<]*)</script>', html))
        self.data = block(blocks.pop("data")) if blocks else None
        self.stories = [story for text in blocks.values() for story in block(text)]

    def story(self, name):
        """The story of a document, parsed, with its text and marks."""
        story = self.stories[self.data["columns"]["document"].index(name)]
        return lxml.html.fragment_fromstring(story["html"], create_parent="div"), story
