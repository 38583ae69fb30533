"""Lints template.yaml in its translated form.

`sam validate --lint` sees little inside AWS::Serverless::Function. CloudFormation resources are
what SAM makes of it, so this translates first and lints the result. Before it trusts itself it
plants mistakes that the plain lint misses and asks that each one is found.

Usage: lint_template.py [template.yaml]
"""

import copy
import json
import logging
import os
import subprocess
import sys
import tempfile

# The translator asks for a region, calls nobody, and complains of metrics it did not send.
logging.disable(logging.WARNING)
os.environ.setdefault("AWS_DEFAULT_REGION", "eu-west-1")

from samtranslator.public.exceptions import InvalidDocumentException  # noqa: E402
from samtranslator.translator.transform import transform  # noqa: E402
from samtranslator.yaml_helper import yaml_parse  # noqa: E402


class NoManagedPolicies:
    """The template names none of AWS's managed policies, so there are none to look up."""

    def load(self):
        return {}


def findings(template):
    """What is wrong with a template: translation problems, or cfn-lint's lines."""
    template = copy.deepcopy(template)
    # The translator wants code that is already in a bucket.
    template["Globals"]["Function"]["CodeUri"] = "s3://bucket/key"
    try:
        translated = transform(template, {}, NoManagedPolicies())
    except InvalidDocumentException as error:
        return [error.message] + [cause.message for cause in error.causes]
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(translated, file)
        file.flush()
        lint = os.path.join(os.path.dirname(sys.executable), "cfn-lint")
        run = subprocess.run([lint, "--format", "parseable", file.name], capture_output=True, text=True)
    return (run.stdout + run.stderr).splitlines()


def function(template):
    return template["Resources"]["CaptionParserFunction"]["Properties"]


def planted():
    """Mistakes by the text that must be in the report."""

    def missing_table(template):
        function(template)["Environment"]["Variables"]["CATALOG_TABLE"] = {"Ref": "Catalogue"}

    def missing_queue(template):
        function(template)["Events"]["Caption"]["Properties"]["Queue"] = {"Fn::GetAtt": ["Cue", "Arn"]}

    def wrong_response_type(template):
        function(template)["Events"]["Caption"]["Properties"]["FunctionResponseTypes"] = ["ReportAll"]

    def wrong_runtime(template):
        template["Globals"]["Function"]["Runtime"] = "provided.al2099"

    def short_visibility(template):
        template["Resources"]["CaptionQueue"]["Properties"]["VisibilityTimeout"] = 1

    def misspelt_property(template):
        function(template)["MemorySise"] = 256

    return [
        (missing_table, "Catalogue"),
        (missing_queue, "Cue"),
        (wrong_response_type, "ReportAll"),
        (wrong_runtime, "provided.al2099"),
        (short_visibility, "E3505"),
        (misspelt_property, "MemorySise"),
    ]


def main():
    path = sys.argv[1] if len(sys.argv) > 1 else "template.yaml"
    with open(path, encoding="utf-8") as file:
        template = yaml_parse(file.read())

    for plant, trace in planted():
        broken = copy.deepcopy(template)
        plant(broken)
        if not any(trace in line for line in findings(broken)):
            sys.exit(f"the lint is blind: {plant.__name__} was planted and not found")

    problems = findings(template)
    print("\n".join(problems) or f"{path}: translated form is clean, {len(planted())} planted mistakes found")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
