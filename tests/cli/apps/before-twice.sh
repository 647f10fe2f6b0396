# What the CDK synthesized for `before`, deployed unchanged in both regions.
cat > .drlint.yaml <<'YAML'
regions: {primary: us-west-2, dr: [us-east-2]}
stacks:
  - template: samples/doc-processing/before/DocProcessing.template.json
    regions: [us-west-2, us-east-2]
    account: "123456789012"
YAML
drlint check -f concise
