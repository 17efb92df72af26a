"""The defects that judge 2 must catch: the first such text of the filled definition becomes another."""

LAMBDA = "arn:aws:lambda:eu-central-1:111111111111:function:snapshot-relay"

# name, text, what becomes of it
SEEDED = [
    ("Next to nowhere", '"Next": "ChooseRoute"', '"Next": "ChooseRoutes"'),
    ("a catcher that leads nowhere", '"Next": "ExplainFailure"', '"Next": "ExplainFailures"'),
    ("a Default that leads nowhere", '"Default": "CopyToRegion"', '"Default": "CopyToRegions"'),
    ("one that gives way to nowhere", '"Next": "NothingToDo"', '"Next": "NothingToDoNow"'),
    ("no StartAt", '"StartAt": "PlanRelay",', ""),
    ("StartAt nowhere", '"StartAt": "PlanRelay"', '"StartAt": "Plan"'),
    ("a state that nothing reaches", '"Next": "RelayCompleted"', '"Next": "NothingToDo"'),
    ("an unknown type of state", '"Type": "Succeed"', '"Type": "Success"'),
    ("an unknown field", '"TimeoutSeconds": 120', '"TimeOutSeconds": 120'),
    ("neither Next nor End", ',\n      "Next": "ChooseRoute"', ""),
    ("Next and End", '"Next": "ChooseRoute"', '"Next": "ChooseRoute", "End": true'),
    ("a path that is none", '"SecondsPath": "$.wait.seconds"', '"SecondsPath": "wait.seconds"'),
    ("a catcher's path that is none", '"ResultPath": "$.errors.PlanRelay"', '"ResultPath": "errors.PlanRelay"'),
    ("an intrinsic function that does not exist", '"relay.$": "$"', '"relay.$": "States.Copy($)"'),
    ("a BackoffRate below 1", '"BackoffRate": 2', '"BackoffRate": 0.5'),
    ("a misspelt jitter", '"JitterStrategy": "FULL"', '"JitterStrategy": "SOME"'),
    ("a resource that is no ARN", f'"Resource": "{LAMBDA}-PlanRelay"', '"Resource": "PlanRelay"'),
    ("a comparison that does not exist", '"IsPresent": true', '"IsThere": true'),
    ("States.ALL beside another name", '["States.ALL"]', '["States.ALL", "States.Timeout"]'),
    (
        "States.ALL before another retrier",
        '"ErrorEquals": ["AwsThrottledException", "AwsUnavailableException", "Lambda.TooManyRequestsException"]',
        '"ErrorEquals": ["States.ALL"]',
    ),
    ("a name that stands twice", '"TimeoutSeconds": 120', '"TimeoutSeconds": 120, "TimeoutSeconds": 60'),
]
