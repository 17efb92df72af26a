// Decides requests with iam-simulate. In: {policies: {name: document}, questions: [{principal, action, resource, account,
// context, identity: [policy name], resourcePolicy: policy name or null}]}. Out, for each question: {decision, ignored:
// context keys that the action does not know, by: [{policy, sid, action, resource, principal, values}] that allowed it}.
import { readFileSync } from "node:fs";
import { runSimulation } from "@cloud-copilot/iam-simulate";

const { policies, questions } = JSON.parse(readFileSync(0, "utf8"));
const list = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
const matching = (explained, member) => list(explained).filter((e) => e.matches).map((e) => e[member]);

function allowedBy(analysis, policy) {
  return list(analysis?.allowStatements).map(({ policyId, explain }) => ({
    policy: policyId ?? policy,
    sid: explain.identifier,
    actions: matching(explain.actions, "action"),
    resources: matching(explain.resources, "resource"),
    principals: matching(explain.principals, "principal"),
    values: list(explain.conditions).flatMap((c) => matching(c.values, "value")),
  }));
}

async function decide(question) {
  const result = await runSimulation(
    {
      request: {
        principal: question.principal,
        action: question.action,
        resource: { resource: question.resource, accountId: question.account },
        contextVariables: question.context,
      },
      identityPolicies: question.identity.map((name) => ({ name, policy: policies[name] })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: question.resourcePolicy ? policies[question.resourcePolicy] : undefined,
    },
    {},
  );
  if (result.resultType !== "single") {
    return { decision: `not decided: ${JSON.stringify(result.errors ?? result.resultType)}`, ignored: [], by: [] };
  }
  const { analysis, ignoredContextKeys } = result.result;
  return {
    decision: result.overallResult,
    ignored: ignoredContextKeys ?? [],
    by: [
      ...allowedBy(analysis.identityAnalysis),
      ...allowedBy(analysis.resourceAnalysis, question.resourcePolicy),
    ],
  };
}

const answers = [];
for (const question of questions) {
  answers.push(await decide(question));
}
console.log(JSON.stringify(answers));
