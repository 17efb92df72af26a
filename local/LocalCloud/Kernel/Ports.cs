using System.Text.Json.Nodes;

namespace LocalCloud.Kernel;

/// <summary>What RDS, and the deployment of templates, ask of KMS.</summary>
public interface IKeys
{
    /// <summary>
    /// Resolves a key id, key ARN, alias or alias ARN in <paramref name="region"/> as RDS does on the caller's behalf, and checks that
    /// the caller may use it there (exists, enabled, symmetric, key policy when the key is another account's).
    /// Logs the implied kms calls. Null when it may not be used, for whatever reason: RDS does not tell either.
    /// </summary>
    KeyUse? UseThroughRds(AwsCall call, string key, string region);

    /// <summary>The account's AWS managed key aws/rds in a Region; made on first use.</summary>
    string DefaultRdsKey(string accountId, string region);

    /// <summary>Makes a customer managed key; returns its ARN.</summary>
    string CreateKey(string accountId, string region, JsonObject policy, string description, bool rotation);

    /// <summary>Makes an alias (alias/…) for a key.</summary>
    void CreateAlias(string accountId, string region, string alias, string keyArn);
}

/// <summary>A key that RDS may use for a caller.</summary>
/// <param name="Arn">Key ARN.</param>
/// <param name="AwsManaged">True for aws/rds.</param>
public sealed record KeyUse(string Arn, bool AwsManaged);

/// <summary>Roles as templates deploy them; STS judges their trust policies.</summary>
public interface IRoles
{
    /// <summary>Makes or replaces a role.</summary>
    /// <param name="roleArn">With path: <c>arn:aws:iam::ID:role/snapshot-relay/NAME/ROLE</c>.</param>
    /// <param name="trustPolicy">AssumeRolePolicyDocument.</param>
    /// <param name="policies">Inline policies by name, kept as evidence.</param>
    void PutRole(string roleArn, JsonObject trustPolicy, IReadOnlyDictionary<string, JsonObject> policies);

    /// <summary>A session of a role as AWS itself makes it for a function: no trust check.</summary>
    SessionCredentials SessionFor(string roleArn, string sessionName, TimeSpan duration);
}

/// <summary>Temporary credentials. <paramref name="Expiration"/> is real time.</summary>
public sealed record SessionCredentials(
    string AccessKeyId,
    string SecretAccessKey,
    string SessionToken,
    DateTimeOffset Expiration
);

/// <summary>What emits events, and the deployment of buses and rules, ask of EventBridge.</summary>
public interface IEvents
{
    /// <summary>An AWS service emits an event on its account's default bus. The envelope is complete: version, id, detail-type, source, account, time, region, resources, detail.</summary>
    void Emit(string accountId, string region, JsonObject envelope);

    /// <summary>Makes an event bus; returns its ARN.</summary>
    string CreateBus(string accountId, string region, string name);

    /// <summary>Sets the resource policy of a bus.</summary>
    void PutBusPolicy(string busArn, JsonObject policy);

    /// <summary>Makes a rule; returns its ARN. Bus name "default" is the default bus.</summary>
    string PutRule(
        string accountId,
        string region,
        string busName,
        string ruleName,
        JsonObject pattern,
        IReadOnlyList<EventTarget> targets
    );
}

/// <summary>Where a rule sends what it matches: a function, a queue, a topic, or a bus (also in another Region or account).</summary>
public sealed record EventTarget(string Id, string Arn, string? RoleArn, string? DeadLetterArn)
{
    /// <summary>What the target gets instead of the event: the members Input, InputPath or InputTransformer; null for the event.</summary>
    public JsonObject? Input { get; init; }
}

/// <summary>Lambda, as Step Functions and EventBridge use it.</summary>
public interface IFunctions
{
    /// <summary>Makes or replaces a function.</summary>
    void CreateFunction(FunctionConfiguration configuration);

    /// <summary>
    /// RequestResponse invocation. Called with the gate held; <paramref name="done"/> is called later with the gate held.
    /// </summary>
    void Invoke(string functionArn, string payload, Action<InvocationResult> done);

    /// <summary>Event invocation: queued, tried up to three times (1 and 2 minutes apart), then the function's dead-letter queue.</summary>
    /// <exception cref="AwsError">ResourceNotFoundException: there is no such function.</exception>
    void InvokeAsynchronously(string functionArn, string payload);
}

/// <summary>A function as its template deploys it.</summary>
/// <param name="Arn">Function ARN.</param>
/// <param name="Handler">ASSEMBLY::NAMESPACE.CLASS::METHOD.</param>
/// <param name="CodeFolder">Absolute folder of the project (the template's CodeUri).</param>
/// <param name="Environment">The template's variables.</param>
/// <param name="RoleArn">Execution role.</param>
/// <param name="Timeout">Real time.</param>
/// <param name="MemoryMegabytes">As configured.</param>
/// <param name="DeadLetterArn">Queue for asynchronous invocations that failed, or null.</param>
/// <param name="MaximumRetryAttempts">0 to 2, for asynchronous invocations.</param>
public sealed record FunctionConfiguration(
    string Arn,
    string Handler,
    string CodeFolder,
    IReadOnlyDictionary<string, string> Environment,
    string RoleArn,
    TimeSpan Timeout,
    int MemoryMegabytes,
    string? DeadLetterArn,
    int MaximumRetryAttempts
)
{
    /// <summary>Where an asynchronous invocation's record goes when it succeeded: a bus, a queue or a topic; or null.</summary>
    public string? OnSuccessArn { get; init; }

    /// <summary>Where it goes when it failed for good.</summary>
    public string? OnFailureArn { get; init; }

    /// <summary>The last part of the ARN.</summary>
    public string Name => Arn[(Arn.LastIndexOf(':') + 1)..];
}

/// <summary>How an invocation ended.</summary>
/// <param name="Payload">The result, or <c>{"errorType","errorMessage","stackTrace"}</c>.</param>
/// <param name="FunctionError">"Unhandled" when the function failed, else null.</param>
/// <param name="ServiceError">Lambda's own refusal (throttled, not found), else null.</param>
public sealed record InvocationResult(
    string Payload,
    string? FunctionError = null,
    AwsError? ServiceError = null
)
{
    /// <summary>True when an execution environment was started for this invocation.</summary>
    public bool ColdStart { get; init; }

    /// <summary>The last lines that the function wrote, at most 4 KB.</summary>
    public string LogTail { get; init; } = "";
}

/// <summary>
/// Runs function code: as processes over the Lambda Runtime API, or inside this process for tests in virtual time.
/// Not called with the gate held.
/// </summary>
public interface IFunctionHost
{
    /// <summary>Runs one invocation with the function's own environment and its role's session credentials; never throws.</summary>
    Task<InvocationResult> RunAsync(FunctionConfiguration function, string payload, string requestId);
}

/// <summary>Step Functions, as the deployment uses it.</summary>
public interface IStateMachines
{
    /// <summary>Makes a state machine; refuses a definition that the interpreter does not know. Returns its ARN.</summary>
    string CreateStateMachine(
        string accountId,
        string region,
        string name,
        string definition,
        string roleArn
    );
}

/// <summary>Queues, which exist here only as dead-letter queues.</summary>
public interface IQueues
{
    /// <summary>Makes a queue; returns its ARN.</summary>
    string CreateQueue(string accountId, string region, string name);

    /// <summary>Adds a message. <paramref name="attributes"/> are AWS's own names: RULE_ARN, TARGET_ARN, ERROR_CODE, ERROR_MESSAGE, RequestID, ErrorCode, ErrorMessage.</summary>
    void Send(string queueArn, string body, IReadOnlyDictionary<string, string> attributes);
}
