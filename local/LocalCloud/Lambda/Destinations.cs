using System.Globalization;
using System.Text.Json.Nodes;
using LocalCloud.Events;
using LocalCloud.Kernel;
using LocalCloud.Sns;

namespace LocalCloud.Lambda;

/// <summary>
/// Sends invocation records to buses, queues and topics, as the function's role. A destination that is not there, or lets the role not
/// in, loses the record, as in AWS (metric DestinationDeliveryFailures).
/// </summary>
internal sealed class Destinations(
    Agenda agenda,
    CallLog log,
    Ids ids,
    EventsState buses,
    EventRouter router,
    IQueues queues,
    Topics topics,
    IMetrics metrics
) : IDestinations
{
    public void Deliver(FunctionConfiguration function, string destinationArn, JsonObject record)
    {
        var parts = function.Arn.Split(':', 6);
        var service = destinationArn.Split(':')[2];
        var action = service switch
        {
            "events" => "events:PutEvents",
            "sqs" => "sqs:SendMessage",
            _ => "sns:Publish",
        };
        var envelope = Envelope(function, destinationArn, record);
        log.Add(
            new LoggedCall(
                agenda.Now,
                function.RoleArn,
                parts[4],
                parts[3],
                action,
                destinationArn,
                service == "events" ? Keys(envelope) : [],
                Implied: true,
                record["requestContext"]!["requestId"]!.ToString()
            )
        );
        try
        {
            switch (service)
            {
                case "events":
                    router.Publish(
                        buses.Bus(destinationArn) ?? throw EventsRules.NoSuchBus(destinationArn),
                        envelope
                    );
                    break;
                case "sqs":
                    queues.Send(destinationArn, record.ToJsonString(), new Dictionary<string, string>());
                    break;
                default:
                    topics.Publish(destinationArn, subject: null, record.ToJsonString(), function.RoleArn);
                    break;
            }
        }
        catch (AwsError lost) when (lost.Code != "NotSimulated")
        {
            metrics.Put(
                MetricId.OfArn(
                    function.Arn,
                    "AWS/Lambda",
                    "DestinationDeliveryFailures",
                    "FunctionName",
                    function.Name
                ),
                1,
                agenda.Now
            );
        }
    }

    private JsonObject Envelope(FunctionConfiguration function, string busArn, JsonObject record)
    {
        var parts = function.Arn.Split(':', 6);
        var succeeded = record["requestContext"]!["condition"]!.ToString() == "Success";
        return new JsonObject
        {
            ["version"] = "0",
            ["id"] = ids.NewGuid(),
            ["detail-type"] = $"Lambda Function Invocation Result - {(succeeded ? "Success" : "Failure")}",
            ["source"] = "lambda",
            ["account"] = parts[4],
            ["time"] = agenda.Now.UtcDateTime.ToString(
                "yyyy-MM-dd'T'HH:mm:ss'Z'",
                CultureInfo.InvariantCulture
            ),
            ["region"] = parts[3],
            ["resources"] = new JsonArray(busArn, $"{function.Arn}:$LATEST"),
            ["detail"] = record,
        };
    }

    private static Dictionary<string, string> Keys(JsonObject envelope) =>
        new(StringComparer.Ordinal)
        {
            ["events:source"] = envelope["source"]!.ToString(),
            ["events:detail-type"] = envelope["detail-type"]!.ToString(),
        };
}
