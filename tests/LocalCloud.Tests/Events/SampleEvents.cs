using System.Text.Json.Nodes;

namespace LocalCloud.Tests.Events;

/// <summary>Envelopes as AWS emits them, with some fields more for the patterns to look at.</summary>
internal static class SampleEvents
{
    public static JsonObject SnapshotCreated(string id = "844e2571-85d4-695f-b930-0153b71dcb42") =>
        JsonNode
            .Parse(
                $$"""
                {
                  "version": "0",
                  "id": "{{id}}",
                  "detail-type": "RDS DB Snapshot Event",
                  "source": "aws.rds",
                  "account": "111111111111",
                  "time": "2026-11-20T03:12:26Z",
                  "region": "eu-west-1",
                  "resources": ["arn:aws:rds:eu-west-1:111111111111:snapshot:rds:orders-2026-11-20-03-00"],
                  "detail": {
                    "EventCategories": ["creation"],
                    "SourceType": "SNAPSHOT",
                    "SourceArn": "arn:aws:rds:eu-west-1:111111111111:snapshot:rds:orders-2026-11-20-03-00",
                    "Date": "2026-11-20T03:12:26.882Z",
                    "Message": "Automated snapshot created",
                    "SourceIdentifier": "rds:orders-2026-11-20-03-00",
                    "EventID": "RDS-EVENT-0091",
                    "size": 100,
                    "encrypted": true,
                    "kmsKeyId": null
                  }
                }
                """
            )!
            .AsObject();
}
