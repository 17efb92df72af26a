// Runs executions in aws-local-stepfunctions; functions are invoked through Lambda's API of an endpoint.
// In: {endpoint, region, accessKeyId, secretAccessKey, pauseMilliseconds, patienceMilliseconds,
// jobs: [{name, definition, input}]}.
// Out: {name: history, as GetExecutionHistory spells it}.
import { readFileSync } from "node:fs";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { StateMachine } from "aws-local-stepfunctions";

// The package asks for Node 22 because of this alone.
Promise.withResolvers ??= () => {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
};

const given = JSON.parse(readFileSync(0, "utf8"));
const { accessKeyId, secretAccessKey } = given;
const lambda = new LambdaClient({
  endpoint: given.endpoint,
  region: given.region,
  credentials: { accessKeyId, secretAccessKey },
  maxAttempts: 1,
});

// Errors as Step Functions names them: the exception that the function reports, its payload the cause; or what Lambda
// itself says. The package's own client makes one text of type and message.
async function invoke(functionArn, input) {
  const request = new InvokeCommand({ FunctionName: functionArn, Payload: JSON.stringify(input) });
  const reply = await lambda.send(request).catch((error) => {
    throw Object.assign(new Error(error.message), { name: `Lambda.${error.name}` });
  });
  const payload = Buffer.from(reply.Payload).toString("utf8");
  if (reply.FunctionError) {
    throw Object.assign(new Error(payload), { name: JSON.parse(payload).errorType ?? "Lambda.Unknown" });
  }
  return JSON.parse(payload);
}

// One invocation of each function at a time: else most of the time goes into cold starts.
const turns = {};
function inTurn(functionArn, input) {
  const turn = (turns[functionArn] ?? Promise.resolve()).catch(() => {}).then(() => invoke(functionArn, input));
  turns[functionArn] = turn;
  return turn;
}

// The package takes `"IsPresent": false` for a condition that never holds.
function withoutIsPresentFalse(rule) {
  if (Array.isArray(rule)) return rule.map(withoutIsPresentFalse);
  if (rule === null || typeof rule !== "object") return rule;
  const { IsPresent, Variable, ...rest } = rule;
  if (IsPresent === false) return { Not: { Variable, IsPresent: true }, ...rest };
  return Object.fromEntries(Object.entries(rule).map(([key, value]) => [key, withoutIsPresentFalse(value)]));
}

function history(event) {
  switch (event.type) {
    case "StateEntered": {
      const { name, type, input } = event.state;
      return [{ type: `${type}StateEntered`, stateEnteredEventDetails: { name, input: JSON.stringify(input) } }];
    }
    case "StateFailed":
      return event.state.type === "Task"
        ? [{ type: "LambdaFunctionFailed", lambdaFunctionFailedEventDetails: { error: event.Error } }]
        : [];
    case "ExecutionSucceeded":
      return [{ type: event.type }];
    case "ExecutionFailed":
      return [{ type: event.type, executionFailedEventDetails: { error: event.Error, cause: event.Cause } }];
    default:
      return [];
  }
}

async function run({ name, definition, input }) {
  const states = Object.entries(definition.States);
  const ofType = (type, what) => Object.fromEntries(states.filter(([, s]) => s.Type === type).map(what));
  const pause = ([state]) => [state, given.pauseMilliseconds];
  const execution = new StateMachine(withoutIsPresentFalse(definition)).run(input, {
    overrides: {
      taskResourceLocalHandlers: ofType("Task", ([state, s]) => [state, (payload) => inTurn(s.Resource, payload)]),
      waitTimeOverrides: ofType("Wait", pause),
      retryIntervalOverrides: ofType("Task", pause),
    },
    context: {
      Execution: { Name: name },
      // The package knows no $$.State.
      State: {
        get EnteredTime() {
          return new Date().toISOString();
        },
      },
    },
    noThrowOnAbort: true,
  });
  setTimeout(execution.abort, given.patienceMilliseconds).unref();
  const events = [];
  const reading = (async () => {
    for await (const event of execution.eventLogs) events.push(...history(event));
  })();
  await execution.result.catch(() => {}); // How it failed is in its history.
  await reading;
  return [name, events];
}

const histories = Object.fromEntries(await Promise.all(given.jobs.map(run)));
// Exits when all is written; time-outs of executions and of their tasks may be pending.
process.stdout.write(JSON.stringify(histories), () => process.exit(0));
