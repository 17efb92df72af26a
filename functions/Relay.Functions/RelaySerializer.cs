using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.CloudWatchEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Relay.Functions;

[assembly: LambdaSerializer(typeof(RelaySerializer))]

namespace Relay.Functions;

/// <summary>All that crosses the wire to and from the functions.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(CloudWatchEvent<JsonElement>))]
[JsonSerializable(typeof(EventOutcome))]
[JsonSerializable(typeof(StepInput))]
[JsonSerializable(typeof(RelayDocument))]
[JsonSerializable(typeof(FailureInput))]
[JsonSerializable(typeof(Failure))]
[JsonSerializable(typeof(StopReport))]
[JsonSerializable(typeof(RecoverabilityReport))]
[JsonSerializable(typeof(PruneRun))]
[JsonSerializable(typeof(PruneReport))]
[JsonSerializable(typeof(ScheduledRun))]
[JsonSerializable(typeof(ReconcileReport))]
[JsonSerializable(typeof(DoctorReport))]
public sealed partial class RelayJson : JsonSerializerContext;

/// <summary>Lambda's source-generated serializer; what can't be read becomes an error that names the field.</summary>
public sealed class RelaySerializer : ILambdaSerializer
{
    private readonly SourceGeneratorLambdaJsonSerializer<RelayJson> _json = new(options =>
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
    });

    /// <inheritdoc/>
    /// <exception cref="InputInvalidException">A step's input is wrong.</exception>
    /// <exception cref="EventNotUnderstoodException">An event is wrong.</exception>
    public T Deserialize<T>(Stream requestStream)
    {
        try
        {
            return _json.Deserialize<T>(requestStream);
        }
        catch (JsonSerializerException e)
        {
            var json = e.InnerException as JsonException;
            var path = json?.Path is { Length: > 2 } found ? found[2..] : "(the whole input)";
            var problem = Sentence(json?.Message ?? e.Message);
            throw typeof(T) == typeof(CloudWatchEvent<JsonElement>)
                ? new EventNotUnderstoodException(path, problem)
                : new InputInvalidException(
                    path,
                    problem,
                    "Correct it; events/ has a sample of every input."
                );
        }
    }

    /// <inheritdoc/>
    public void Serialize<T>(T response, Stream responseStream) => _json.Serialize(response, responseStream);

    private static string Sentence(string message)
    {
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}

/// <summary>What an event has led to.</summary>
/// <param name="Snapshot">The snapshot it tells of, if it was understood as a completed one.</param>
/// <param name="Execution">The execution that handles the snapshot, or null.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record EventOutcome(SnapshotArn? Snapshot, string? Execution, string Reason);
