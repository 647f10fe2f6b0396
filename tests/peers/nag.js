// Asks rules of cdk-nag of templates, as CDK includes them: node nag.js FOLDER-OF-NODE_MODULES, with
// {rules: [NAME], stacks: [{region, template}]} on standard input. Prints a list, one {RESOURCE: {RULE: VERDICT}} for
// each stack. A rule that throws finds, as the packs of cdk-nag report it.
const fs = require('fs');
const os = require('os');
const path = require('path');

const modules = path.join(path.resolve(process.argv[2]), 'node_modules');
const cdk = require(path.join(modules, 'aws-cdk-lib'));
const { CfnInclude } = require(path.join(modules, 'aws-cdk-lib', 'cloudformation-include'));
const { rules } = require(path.join(modules, 'cdk-nag'));

const byName = {};
for (const service of Object.values(rules)) {
  Object.assign(byName, service);
}
const verdicts = { Compliant: 'pass', 'Non-Compliant': 'fail' };
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'nag-'));

function judge(rule, resource) {
  try {
    return verdicts[rule(resource)];
  } catch (error) {
    return 'fail';
  }
}

// What CDK refuses, cdk-nag never sees.
function include(stack, templateFile) {
  try {
    return new CfnInclude(stack, 'Included', { templateFile });
  } catch (error) {
    return undefined;
  }
}

function ask(names, asked, index) {
  const file = path.join(scratch, `${index}.json`);
  fs.writeFileSync(file, JSON.stringify(asked.template));
  const app = new cdk.App({ outdir: path.join(scratch, `out${index}`) });
  const stack = new cdk.Stack(app, `Stack${index}`, { env: { account: '123456789012', region: asked.region } });
  const included = include(stack, file);
  const answers = {};
  for (const id of included ? Object.keys(asked.template.Resources) : []) {
    const resource = included.getResource(id);
    for (const name of names) {
      const verdict = judge(byName[name], resource);
      if (verdict) {
        answers[id] = { ...answers[id], [name]: verdict };
      }
    }
  }
  return answers;
}

const input = JSON.parse(fs.readFileSync(0, 'utf8'));
for (const name of input.rules) {
  if (!byName[name]) {
    throw new Error(`cdk-nag has no rule ${name}`);
  }
}
process.stdout.write(JSON.stringify(input.stacks.map((asked, index) => ask(input.rules, asked, index))));
fs.rmSync(scratch, { recursive: true });
