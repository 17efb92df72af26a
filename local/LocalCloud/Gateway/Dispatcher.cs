using System.Xml;
using LocalCloud.Faults;
using LocalCloud.Kernel;

namespace LocalCloud.Gateway;

/// <summary>Everything behind the front doors: who calls, which service, which fault, and what is noted of it.</summary>
public sealed class Dispatcher(
    Agenda agenda,
    Ids ids,
    Credentials credentials,
    FaultList faults,
    RequestTrace trace,
    TimeProvider clock,
    Action<string> log
)
{
    private readonly Dictionary<string, IAwsService> _services = new(StringComparer.Ordinal);
    private readonly Authentication _authentication = new(credentials, clock);

    /// <summary>Called, without the gate, with the id of an invocation that a fault lets die.</summary>
    public Action<string>? KillInvocation { get; set; }

    /// <summary>The paths under <c>/_local/</c>.</summary>
    public LocalApi Local { get; } = new();

    /// <summary>The services, in the order they were added.</summary>
    public IEnumerable<IAwsService> Services => _services.Values;

    /// <summary>Adds a service, and its own paths under <c>/_local/</c> if it has any.</summary>
    public void Register(IAwsService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        _services.Add(service.SigningName, service);
        if (service is ILocalPaths local)
        {
            Local.Register(local.LocalPaths);
        }
    }

    /// <summary>Answers a request; never throws. State is touched under the gate, before the task is returned where possible.</summary>
    /// <param name="request">As received.</param>
    /// <param name="invocationId">The function invocation that calls, when that is known from elsewhere than its access key.</param>
    public Task<Outcome> HandleAsync(AwsHttpRequest request, string? invocationId = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        lock (agenda.Gate)
        {
            if (LocalApi.IsLocal(request))
            {
                return Task.FromResult(new Outcome(Local.Handle(request, log)));
            }

            var open = new OpenRequest(
                request,
                ids.NewGuid(),
                trace.NextNumber,
                agenda.Now,
                clock.GetUtcNow()
            );
            Note(open, status: 0);
            var work = Begin(open, invocationId);
            return work.IsCompleted ? Task.FromResult(Close(open, work)) : CloseLaterAsync(open, work);
        }
    }

    private async Task<Outcome> CloseLaterAsync(OpenRequest open, Task<AwsReply> work)
    {
        await work.ContinueWith(_ => { }, TaskScheduler.Default);
        lock (agenda.Gate)
        {
            return Close(open, work);
        }
    }

    private Task<AwsReply> Begin(OpenRequest open, string? invocationId)
    {
        try
        {
            var call = Understand(open, invocationId);
            open.Fault = faults.Hit(call);
            return open.Fault is { After: false } ? Task.FromResult(Nothing) : Serve(open, call);
        }
#pragma warning disable CA1031 // Whatever a handler throws is its caller's error reply, and the server lives on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Task.FromException<AwsReply>(e);
        }
    }

    private static AwsReply Nothing { get; } = new(200, "text/plain", []);

    private AwsCall Understand(OpenRequest open, string? invocationId)
    {
        AccessKey key;
        SignatureClaim? claim;
        try
        {
            claim = SignatureClaim.Read(open.Request);
            open.Region = claim?.Region ?? "-";
            open.Service = claim is null ? null : _services.GetValueOrDefault(claim.Service);
            key = _authentication.Check(open.Request, claim);
        }
        catch (AwsError e)
        {
            throw ErrorSpelling.Authentication(open.Request, e);
        }

        open.Key = key;
        open.InvocationId = invocationId ?? credentials.InvocationOf(key.AccessKeyId);
        if (open.Service is null)
        {
            throw new AwsError(
                "NotSimulated",
                $"The local cloud does not simulate the service '{claim!.Service}'.",
                501
            );
        }

        open.Operation = open.Service.OperationOf(open.Request);
        return open.Operation is { Length: > 0 } operation
            ? new AwsCall(
                claim!.Service,
                operation,
                claim.Region,
                key.Caller,
                open.RequestId,
                open.At,
                open.Request
            )
            : throw ErrorSpelling.NoOperation(open.Request, claim!.Service);
    }

    private Task<AwsReply> Serve(OpenRequest open, AwsCall call)
    {
        credentials.CurrentKey = open.Key!.AccessKeyId;
        try
        {
            return open.Service!.HandleAsync(call);
        }
        finally
        {
            credentials.CurrentKey = null;
        }
    }

    private Outcome Close(OpenRequest open, Task<AwsReply> work)
    {
        var outcome = open.Fault is { } fault ? Faulty(open, fault) : new Outcome(ReplyOf(open, work));
        Note(open, outcome.Reply?.Status ?? 0);
        if (outcome.Crashed && open.InvocationId is { } invocation)
        {
            _ = Task.Run(() => KillInvocation?.Invoke(invocation));
        }

        return outcome;
    }

    private AwsReply ReplyOf(OpenRequest open, Task<AwsReply> work)
    {
        if (work.Exception?.InnerException is not { } exception)
        {
            return Finished(open, work.Result);
        }

        if (exception is not AwsError error)
        {
            log($"{open.Service?.SigningName}:{open.Operation} {open.RequestId} crashed: {exception}");
            error = new AwsError(
                "InternalFailure",
                $"The request processing has failed: {exception.Message}",
                500
            );
        }

        return Refuse(open, error);
    }

    private static Outcome Faulty(OpenRequest open, Fault fault)
    {
        var caller = open.Key!.Caller.Arn;
        var action = $"{open.Service!.SigningName}:{open.Operation}";
        return fault.Effect switch
        {
            FaultEffect.Throttle => new Outcome(Refuse(open, ErrorSpelling.Throttling(open.Request))),
            FaultEffect.Deny => new Outcome(
                Refuse(
                    open,
                    ErrorSpelling.Denied(
                        open.Request,
                        fault.Message
                            ?? $"User: {caller} is not authorized to perform: {action} because no identity-based policy allows the {action} action"
                    )
                )
            ),
            FaultEffect.Error => new Outcome(
                Refuse(
                    open,
                    new AwsError(
                        fault.Code,
                        fault.Message ?? "The request processing has failed",
                        fault.Status
                    )
                )
            ),
            FaultEffect.Crash => new Outcome(Reply: null, Crashed: true),
            _ => new Outcome(Reply: null),
        };
    }

    private static AwsReply Refuse(OpenRequest open, AwsError error)
    {
        open.ErrorCode = error.Code;
        // An error may repeat what was sent, and XML can't carry every character of that.
        error = new AwsError(error.Code, Printable(error.Message), error.Status);
        var reply =
            open.Service?.ErrorReply(open.Request, error, open.RequestId)
            ?? ErrorSpelling.Reply(open.Request, error, open.RequestId);
        return Finished(open, reply);
    }

    private static string Printable(string text) =>
        string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) ? c : '?'));

    private static AwsReply Finished(OpenRequest open, AwsReply reply) =>
        reply with
        {
            Headers = new Dictionary<string, string>(reply.Headers, StringComparer.OrdinalIgnoreCase)
            {
                ["x-amzn-RequestId"] = open.RequestId,
            },
        };

    private void Note(OpenRequest open, int status) =>
        trace.Note(
            new TracedRequest(
                open.Number,
                open.At,
                open.RealAt,
                open.Service?.SigningName ?? "-",
                open.Operation ?? "-",
                open.Region,
                open.Key?.Caller.Arn ?? "-",
                open.Key?.Caller.RoleArn,
                open.Key?.SessionName,
                open.InvocationId,
                open.RequestId,
                status,
                open.ErrorCode
            )
        );

    private sealed class OpenRequest(
        AwsHttpRequest request,
        string requestId,
        int number,
        DateTimeOffset at,
        DateTimeOffset realAt
    )
    {
        public AwsHttpRequest Request => request;
        public string RequestId => requestId;
        public int Number => number;
        public DateTimeOffset At => at;
        public DateTimeOffset RealAt => realAt;
        public IAwsService? Service { get; set; }
        public string? Operation { get; set; }
        public string Region { get; set; } = "-";
        public AccessKey? Key { get; set; }
        public string? InvocationId { get; set; }
        public Fault? Fault { get; set; }
        public string? ErrorCode { get; set; }
    }
}
