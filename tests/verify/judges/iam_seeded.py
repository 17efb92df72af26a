"""The defects that judge 6 must catch: in a template, the first such text becomes another."""

from __future__ import annotations

from support.repository import DR_ACCOUNT_TEMPLATE as DR_ACCOUNT
from support.repository import RELAY_TEMPLATE as RELAY

# name, file, text, what becomes of it, who must notice, what it must say
SEEDED = [
    (
        "a copier that can delete",
        DR_ACCOUNT,
        "Action: rds:CopyDBSnapshot",
        "Action: [rds:CopyDBSnapshot, rds:DeleteDBSnapshot]",
        "possible",
        "-copier rds:DeleteDBSnapshot",
    ),
    (
        "a copier that can tag what exists",
        DR_ACCOUNT,
        '                  "Null":\n                    aws:ResourceTag/snapshot-relay:relay: "true"\n',
        "",
        "possible",
        "-copier rds:AddTagsToResource",
    ),
    (
        "a role that anybody of the source account may assume",
        DR_ACCOUNT,
        "ArnLike:\n                aws:PrincipalArn:\n",
        "ArnLike:\n                aws:PrincipalArn:\n                  - arn:aws:iam::111111111111:role/*\n",
        "possible",
        "role/Administrator sts:AssumeRole",
    ),
    (
        "a role that asks for no external id",
        DR_ACCOUNT,
        "              StringEquals:\n                sts:ExternalId: !Ref ExternalId\n",
        "",
        "possible",
        "sts:AssumeRole",
    ),
    (
        "an account key that the source account may use",
        DR_ACCOUNT,
        "AWS: !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:root\n            Action: kms:*",
        'AWS: "*"\n            Action: kms:*',
        "possible",
        "role/Administrator kms:Decrypt",
    ),
    (
        "a region key for all of the DR account",
        RELAY,
        "ArnLike:\n                  aws:PrincipalArn: !Sub arn:${AWS::Partition}:iam::${DrAccountId}:role",
        "ArnLike:\n                  aws:PrincipalArn: !Sub arn:${AWS::Partition}:iam::*:role/* # role",
        "possible",
        "222222222222:role/Administrator kms:",
    ),
    (
        "a function's role that another service may assume",
        RELAY,
        "Principal: {Service: lambda.amazonaws.com}",
        "Principal: {Service: [lambda.amazonaws.com, ec2.amazonaws.com]}",
        "possible",
        "ec2.amazonaws.com sts:AssumeRole",
    ),
    (
        "a source Region that the copying role forgot",
        RELAY,
        "Sid: CopySourceSnapshots\n                Effect: Allow\n                Action: rds:CopyDBSnapshot",
        "Sid: CopySourceSnapshots\n                Effect: Allow\n                Action: rds:CopyDBClusterSnapshot",
        "not allowed",
        "-CopyToRegion rds:CopyDBSnapshot arn:aws:rds:eu-west-1",
    ),
    (
        "a list that may show our own names only",
        DR_ACCOUNT,
        "Resource: !Sub arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:snapshot:*",
        "Resource: !Sub arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:snapshot:${RelayName}-*",
        "not allowed",
        "-copier rds:DescribeDBSnapshots",
    ),
    (
        "a misspelt condition key",
        DR_ACCOUNT,
        "kms:ViaService",
        "kms:ViaServices",
        "not allowed",
        "-copier kms:",
    ),
    (
        "a role without the right to tag at creation",
        RELAY,
        "Action: rds:AddTagsToResource",
        "Action: rds:ListTagsForResource",
        "not allowed",
        "-CopyToRegion rds:AddTagsToResource",
    ),
    (
        "a region key that the DR account may not grant to RDS",
        RELAY,
        "Action: [kms:CreateGrant, kms:ListGrants, kms:RevokeGrant]",
        "Action: [kms:ListGrants, kms:RevokeGrant]",
        "not allowed",
        "-copier kms:CreateGrant",
    ),
    (
        "a right that nothing needs",
        RELAY,
        "Action: states:StartExecution",
        "Action: [states:StartExecution, states:DescribeExecution]",
        "unused",
        "states:DescribeExecution",
    ),
]
