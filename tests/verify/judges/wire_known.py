"""Errors that AWS's services give and that no service model lists, each with what it rests on."""

from __future__ import annotations

# (signing name, signing name:operation, or * for any; code): (HTTP status, why it is right all the same).
NOT_IN_THE_MODELS: dict[tuple[str, str], tuple[int, str]] = {
    ("*", "NotSimulated"): (501, "no AWS error: how the local cloud names what it lacks"),
    ("*", "InternalFailure"): (500, "RDS, STS, KMS, SQS API References, Common errors"),
    ("*", "AccessDeniedException"): (400, "KMS, Step Functions, EventBridge API References, Common errors"),
    ("lambda", "AccessDeniedException"): (403, "public reports: REST services answer 403"),
    ("backup", "AccessDeniedException"): (403, "public reports: REST services answer 403"),
    ("backup", "InvalidSignatureException"): (403, "public reports: REST services answer 403"),
    ("backup", "UnrecognizedClientException"): (403, "public reports: REST services answer 403"),
    ("*", "ThrottlingException"): (400, "KMS, Step Functions, EventBridge API References, Common errors"),
    ("*", "ValidationException"): (400, "API References, Common errors"),
    ("*", "InvalidSignatureException"): (400, "public reports of JSON services; no list has it"),
    ("*", "UnrecognizedClientException"): (400, "DynamoDB Developer Guide, Error handling; public reports of KMS"),
    ("lambda", "InvalidSignatureException"): (403, "public reports: REST services answer 403"),
    ("lambda", "UnrecognizedClientException"): (403, "public reports: REST services answer 403"),
    ("*", "SerializationException"): (400, "public reports: a member of the wrong JSON type"),
    ("lambda", "ValidationException"): (400, "public reports: a name that breaks the model's pattern"),
    ("rds", "InvalidParameterValue"): (400, "RDS API Reference, Common errors"),
    ("rds", "InvalidParameterCombination"): (400, "RDS API Reference, Common errors"),
    ("rds", "MissingParameter"): (400, "RDS API Reference, Common errors"),
    ("rds", "Throttling"): (400, "AWS SDKs retry this code; RDS User Guide, Quotas, says ThrottlingException"),
    ("rds", "AccessDenied"): (403, "RDS API Reference, Common errors"),
    ("rds:CopyDBSnapshot", "OptionGroupNotFoundFault"): (
        404,
        "of the other operations that take OptionGroupName; the model names none here",
    ),
    ("rds:ListTagsForResource", "DBClusterSnapshotNotFoundFault"): (
        404,
        "the model has DB snapshots' and clusters' codes here, and forgot this one",
    ),
    ("sts", "Throttling"): (400, "STS API Reference, Common errors"),
    ("sts", "AccessDenied"): (403, "STS API Reference, Common errors"),
    ("sts", "ValidationError"): (400, "STS API Reference, Common errors"),
    ("rds", "SignatureDoesNotMatch"): (403, "public reports of Query services"),
    ("sts", "SignatureDoesNotMatch"): (403, "public reports of Query services"),
    ("rds", "InvalidClientTokenId"): (403, "RDS API Reference, Common errors"),
    ("sts", "InvalidClientTokenId"): (403, "STS API Reference, Common errors"),
    ("kms", "NotAuthorizedException"): (400, "moto has it for alias/aws/; no list has it"),
    ("sqs", "InvalidParameterValue"): (400, "SQS API Reference, Common errors"),
}

# Codes in the local cloud's sources that no call of an SDK can bring about: why.
NOT_OVER_THE_WIRE: dict[tuple[str, str], str] = {
    ("sts", "NoSuchEntity"): "of /_local/role-session alone",
    ("rds", "InvalidInput"): "of /_local/rds-settings alone",
    ("backup", "InvalidInput"): "of /_local/backup-settings and other paths alone",
    ("backup", "InvalidParameterValue"): "EC2's, in the status message of a copy job",
    ("events", "NO_PERMISSIONS"): "of dead letters: why a target did not get its event",
    ("events", "LimitExceededException"): "of rules, which templates alone make",
    ("events", "InvalidArgument"): "an entry's code, in a reply of status 200: judged with PutEvents",
    ("events", "MalformedDetail"): "an entry's code, in a reply of status 200: judged with PutEvents",
    ("events", "NotAuthorizedForSourceException"): "an entry's code, in a reply of status 200: judged with PutEvents",
}
