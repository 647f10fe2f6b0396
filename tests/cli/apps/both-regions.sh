# The stack of `before` deployed unchanged in both regions: one table, owned twice.
cat > .drlint.yaml <<'YAML'
regions: {primary: us-west-2, dr: [us-east-2]}
stacks:
  - {template: samples/doc-processing/template.yaml, regions: [us-west-2, us-east-2], account: "123456789012"}
YAML
drlint check -f concise
