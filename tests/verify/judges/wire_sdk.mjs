// Makes calls with the JavaScript SDK v3. In, a line each: {"service","region","endpoint","credentials","operation","input"}.
// Out, a line each: {"output"}, or {"error": {"code", "status"}} where AWS refused, or {"bug"} where the SDK did.
import { createInterface } from "node:readline";
import * as rds from "@aws-sdk/client-rds";
import * as kms from "@aws-sdk/client-kms";
import * as sts from "@aws-sdk/client-sts";
import * as states from "@aws-sdk/client-sfn";
import * as events from "@aws-sdk/client-eventbridge";
import * as lambda from "@aws-sdk/client-lambda";
import * as sqs from "@aws-sdk/client-sqs";
import * as backup from "@aws-sdk/client-backup";

const packages = { rds, kms, sts, states, events, lambda, sqs, backup };
const clients = {
  rds: "RDSClient",
  kms: "KMSClient",
  sts: "STSClient",
  states: "SFNClient",
  events: "EventBridgeClient",
  lambda: "LambdaClient",
  sqs: "SQSClient",
  backup: "BackupClient",
};
const kept = new Map();

function client({ service, region, endpoint, credentials }) {
  const key = JSON.stringify([service, region, credentials]);
  if (!kept.has(key)) {
    kept.set(key, new packages[service][clients[service]]({ region, endpoint, credentials, maxAttempts: 1 }));
  }
  return kept.get(key);
}

async function call(wanted) {
  try {
    const command = new packages[wanted.service][`${wanted.operation}Command`](wanted.input);
    const { $metadata, ...output } = await client(wanted).send(command);
    return { output };
  } catch (error) {
    return error.$metadata?.httpStatusCode
      ? { error: { code: error.Code ?? error.name, status: error.$metadata.httpStatusCode } }
      : { bug: String(error.stack) };
  }
}

const asText = (_, value) => (value?.buffer instanceof ArrayBuffer ? Buffer.from(value).toString() : value);

// The SDK wants times as such.
const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const withTimes = (_, value) => (typeof value === "string" && isTime.test(value) ? new Date(value) : value);

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await call(JSON.parse(line, withTimes)), asText));
}
