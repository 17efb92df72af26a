"""The defects that judge 1 must catch: in a file, the first such text becomes another."""

from __future__ import annotations

from support.repository import DR_ACCOUNT_TEMPLATE as DR_ACCOUNT
from support.repository import RELAY_TEMPLATE as RELAY
from support.repository import SOURCE_REGION_TEMPLATE as SOURCE_REGION
from support.repository import STATE_MACHINE

TRANSLATED = "translated"
PLAIN = "translated, definition as one text"

# name, template that is linted, file, text, what becomes of it, rule of cfn-lint that must object
LINTED = [
    (
        "an action that does not exist",
        TRANSLATED,
        RELAY,
        "[rds:ModifyDBSnapshotAttribute,",
        "[rds:ShareDBSnapshot,",
        "W3037",
    ),
    (
        "an action on another service's resource",
        DR_ACCOUNT,
        DR_ACCOUNT,
        "Action: kms:CreateGrant\n"
        "                Resource: !If [MakesAccountKey, !GetAtt AccountKey.Arn, !Ref AccountKeyArn]",
        "Action: kms:CreateGrant\n                Resource: arn:aws:rds:eu-central-1:222222222222:snapshot:*",
        "I3510",
    ),
    (
        "a condition operator that does not exist",
        DR_ACCOUNT,
        DR_ACCOUNT,
        "StringEquals:\n                    kms:ViaService",
        "StringEqual:\n                    kms:ViaService",
        "E3510",
    ),
    ("a property that AWS SAM does not know", RELAY, RELAY, "MemorySize: 512", "MemorySise: 512", "E0001"),
    ("a runtime that is gone", TRANSLATED, RELAY, "Runtime: dotnet10", "Runtime: dotnet6", "E2533"),
    ("a misspelt property", TRANSLATED, RELAY, "MessageRetentionPeriod:", "RetentionPeriod:", "E3002"),
    ("an attribute of nothing", TRANSLATED, RELAY, "!GetAtt SnapshotEvents.Arn", "!GetAtt SnapshotEvent.Arn", "E1010"),
    (
        "a parameter that nothing uses",
        SOURCE_REGION,
        SOURCE_REGION,
        "\nParameters:\n",
        "\nParameters:\n  Mode:\n    Type: String\n\n",
        "W2001",
    ),
    ("a key that goes with its stack", DR_ACCOUNT, DR_ACCOUNT, "    DeletionPolicy: Retain\n", "", "I3011"),
    ("a workflow without a beginning", PLAIN, STATE_MACHINE, '  "StartAt": "PlanRelay",\n', "", "E3601"),
]

# name, file, text, what becomes of it, what the reading back must say
READ_BACK = [
    (
        "a deletion of whatever has the name",
        DR_ACCOUNT,
        "StringEquals:\n                    aws:ResourceTag/snapshot-relay:relay: !Ref RelayName",
        "StringLike:\n                    aws:ResourceTag/snapshot-relay:relay: \"*\"",
        "deletes its own tagged copies, by PruneCopies: ",
    ),
    (
        "a role by another name than the relay computes",
        DR_ACCOUNT,
        "RoleName: !Sub ${RelayName}-copier",
        "RoleName: !Sub ${RelayName}-copy-copier",
        "COPIER_ROLE_ARN",
    ),
    (
        "a state machine by another name",
        RELAY,
        "Name: !Ref RelayName\n      Type: STANDARD",
        "Name: !Sub ${RelayName}-1\n      Type: STANDARD",
        "STATE_MACHINE_ARN",
    ),
    (
        "events forwarded to a bus that is not there",
        SOURCE_REGION,
        "Arn: !Sub arn:${AWS::Partition}:events:${RelayRegion}:${AWS::AccountId}:event-bus/${RelayName}",
        "Arn: !Sub arn:${AWS::Partition}:events:${RelayRegion}:${AWS::AccountId}:event-bus/relay",
        "event-bus/relay",
    ),
    (
        "a target without a dead-letter queue",
        RELAY,
        "          DeadLetterConfig:\n            Arn: !GetAtt DeadLetters.Arn\n",
        "",
        "DeadLetterConfig",
    ),
    (
        "a pattern that is no list",
        SOURCE_REGION,
        "source: [aws.rds]",
        "source: aws.rds",
        "must be an object or an array",
    ),
    (
        "a right to share production snapshots that no setting takes away",
        RELAY,
        "- SharesSources\n                - Sid: ShareMarkedSourceSnapshots",
        "- HasDrAccount\n                - Sid: ShareMarkedSourceSnapshots",
        "source snapshots are shared",
    ),
    ("a setting that is gone", RELAY, "        MODE: !Ref Mode\n", "", "MODE"),
    (
        "a variable that is not filled in",
        RELAY,
        "Resource: !Sub arn:${AWS::Partition}:states",
        "Resource: arn:${AWS::Partition}:states",
        "${AWS::Partition}",
    ),
    (
        "a handler of another function",
        RELAY,
        "Relay.Functions.PlanRelay::HandleAsync",
        "Relay.Functions.CopyToRegion::HandleAsync",
        "PlanRelay runs its own handler",
    ),
]

# name, file, text, what becomes of it, rule that is ignored
IGNORED = [("a rule that is ignored without a reason", RELAY, "# W1031 reads", "# It reads", "W1031")]
