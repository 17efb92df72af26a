using LocalCloud.Kernel;

namespace LocalCloud.Gateway;

/// <summary>One API request, answered or not.</summary>
/// <param name="Number">Order of arrival, from 1.</param>
/// <param name="At">Simulated time of arrival.</param>
/// <param name="RealAt">Real time of arrival.</param>
/// <param name="Service">Signing name, or "-" when the request was not understood.</param>
/// <param name="Operation">For example CopyDBSnapshot, or "-".</param>
/// <param name="Region">From the credential scope, or "-".</param>
/// <param name="Caller">The principal's ARN, or "-" when it was not authenticated.</param>
/// <param name="RoleArn">The role behind a session, else null.</param>
/// <param name="SessionName">The session's name, else null.</param>
/// <param name="InvocationId">
/// The function invocation that made the call, with whichever session (its role's, or one that it assumed); null for a person.
/// </param>
/// <param name="RequestId">As in the reply.</param>
/// <param name="Status">HTTP status; 0 while unanswered, and for ever when a fault kept the reply back.</param>
/// <param name="ErrorCode">AWS's code, or null.</param>
public sealed record TracedRequest(
    int Number,
    DateTimeOffset At,
    DateTimeOffset RealAt,
    string Service,
    string Operation,
    string Region,
    string Caller,
    string? RoleArn,
    string? SessionName,
    string? InvocationId,
    string RequestId,
    int Status,
    string? ErrorCode
)
{
    /// <summary>One line without real time: equal in two runs of one seed.</summary>
    public override string ToString() =>
        $"{At:yyyy-MM-ddTHH:mm:ss.fffZ} {Service}:{Operation} {Region} {Caller} {InvocationId ?? "-"} {RequestId} {Status} {ErrorCode}";
}

/// <summary>Every API request in order of arrival. Touched under the agenda's gate.</summary>
public sealed class RequestTrace
{
    private readonly List<TracedRequest> _requests = [];

    /// <summary>All requests so far.</summary>
    public IReadOnlyList<TracedRequest> Requests => _requests;

    /// <summary>A copy that stays as it is, for readers without the gate.</summary>
    public IReadOnlyList<TracedRequest> Snapshot(Agenda agenda)
    {
        ArgumentNullException.ThrowIfNull(agenda);
        lock (agenda.Gate)
        {
            return [.. _requests];
        }
    }

    internal int NextNumber => _requests.Count + 1;

    internal void Note(TracedRequest request)
    {
        if (request.Number == NextNumber)
        {
            _requests.Add(request);
        }
        else
        {
            _requests[request.Number - 1] = request;
        }
    }
}
