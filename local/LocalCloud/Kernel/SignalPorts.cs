using System.Text.Json.Nodes;

namespace LocalCloud.Kernel;

/// <summary>A metric of CloudWatch: account, Region, namespace, name and dimensions. Another set of dimensions is another metric.</summary>
public sealed record MetricId
{
    /// <summary>A metric; the order of <paramref name="dimensions"/> means nothing.</summary>
    public MetricId(
        string accountId,
        string region,
        string metricNamespace,
        string name,
        IEnumerable<KeyValuePair<string, string>> dimensions
    )
    {
        (AccountId, Region, Namespace, Name) = (accountId, region, metricNamespace, name);
        Dimensions = [.. dimensions.OrderBy(d => d.Key, StringComparer.Ordinal)];
        Key = string.Join(
            '\0',
            [
                accountId,
                region,
                metricNamespace,
                name,
                .. Dimensions.SelectMany(d => new[] { d.Key, d.Value }),
            ]
        );
    }

    /// <summary>The owner.</summary>
    public string AccountId { get; }

    /// <summary>Where it is.</summary>
    public string Region { get; }

    /// <summary>For example AWS/Lambda.</summary>
    public string Namespace { get; }

    /// <summary>For example Errors.</summary>
    public string Name { get; }

    /// <summary>By name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Dimensions { get; }

    /// <summary>All of it as one text, unlike that of any other metric.</summary>
    public string Key { get; }

    /// <summary>A metric of an AWS service with one dimension.</summary>
    public static MetricId Of(
        string accountId,
        string region,
        string metricNamespace,
        string name,
        string dimension,
        string value
    ) => new(accountId, region, metricNamespace, name, [KeyValuePair.Create(dimension, value)]);

    /// <summary>A metric with one dimension, in the account and Region of a resource.</summary>
    /// <param name="arn">The resource's ARN.</param>
    /// <param name="metricNamespace">For example AWS/States.</param>
    /// <param name="name">For example ExecutionsFailed.</param>
    /// <param name="dimension">For example StateMachineArn.</param>
    /// <param name="value">The dimension's value.</param>
    public static MetricId OfArn(
        string arn,
        string metricNamespace,
        string name,
        string dimension,
        string value
    )
    {
        ArgumentNullException.ThrowIfNull(arn);
        var parts = arn.Split(':', 6);
        return Of(parts[4], parts[3], metricNamespace, name, dimension, value);
    }

    /// <inheritdoc/>
    public bool Equals(MetricId? other) => other is not null && Key == other.Key;

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}

/// <summary>CloudWatch, as the services ask it that have metrics, and Lambda with its functions' log lines. Called with the gate held.</summary>
public interface IMetrics
{
    /// <summary>A datapoint.</summary>
    /// <param name="metric">Of which metric.</param>
    /// <param name="value">The value.</param>
    /// <param name="at">Its timestamp, simulated time.</param>
    /// <param name="unit">One of CloudWatch's units.</param>
    void Put(MetricId metric, double value, DateTimeOffset at, string unit = "Count");

    /// <summary>What a service reports each minute from now on, until it sets another value.</summary>
    void Set(MetricId metric, double value, string unit = "Count");

    /// <summary>A line of a log group: one in the embedded metric format becomes datapoints, any other is nothing to CloudWatch metrics.</summary>
    void ReadLine(string accountId, string region, string line);
}

/// <summary>Alarms and dashboards, as templates deploy them.</summary>
public interface IAlarms
{
    /// <summary>Makes or replaces a metric alarm; returns its ARN.</summary>
    /// <param name="accountId">The owner.</param>
    /// <param name="region">Where.</param>
    /// <param name="alarm">The members of PutMetricAlarm, which are the properties of AWS::CloudWatch::Alarm.</param>
    /// <exception cref="AwsError">ValidationError and its kin.</exception>
    string PutAlarm(string accountId, string region, JsonObject alarm);

    /// <summary>Makes or replaces a dashboard; returns its ARN.</summary>
    /// <exception cref="AwsError">InvalidParameterInput: the body is no JSON.</exception>
    string PutDashboard(string accountId, string region, string name, string body);
}

/// <summary>Amazon SNS, as templates deploy it and as services publish to it.</summary>
public interface ITopics
{
    /// <summary>Makes a topic with the default policy; returns its ARN.</summary>
    string CreateTopic(string accountId, string region, string name, string? displayName);

    /// <summary>Replaces a topic's policy.</summary>
    void PutTopicPolicy(string topicArn, JsonObject policy);

    /// <summary>Subscribes; returns the subscription's ARN.</summary>
    string Subscribe(string topicArn, string protocol, string endpoint);

    /// <summary>An AWS service publishes in its own name, as far as the topic's policy lets it.</summary>
    /// <param name="service">Its principal, for example cloudwatch.amazonaws.com.</param>
    /// <param name="cause">ARN of the resource for which it acts.</param>
    /// <param name="topicArn">The topic.</param>
    /// <param name="subject">Of an e-mail; null when the service gives none.</param>
    /// <param name="message">The text.</param>
    /// <exception cref="AwsError">NotFound, or AuthorizationError.</exception>
    void PublishAsService(string service, string cause, string topicArn, string? subject, string message);
}

/// <summary>Where Lambda sends the records of asynchronous invocations.</summary>
public interface IDestinations
{
    /// <summary>Sends a record, as the function's role.</summary>
    /// <param name="function">Whose invocation.</param>
    /// <param name="destinationArn">A bus, a queue or a topic.</param>
    /// <param name="record">The invocation record.</param>
    void Deliver(FunctionConfiguration function, string destinationArn, JsonObject record);
}

/// <summary>EventBridge Scheduler, as templates deploy it.</summary>
public interface ISchedules
{
    /// <summary>Makes a schedule; returns its ARN.</summary>
    /// <param name="accountId">The owner.</param>
    /// <param name="region">Where.</param>
    /// <param name="name">The schedule's name.</param>
    /// <param name="schedule">The members of CreateSchedule, which are the properties of AWS::Scheduler::Schedule.</param>
    /// <exception cref="AwsError">ValidationException and its kin.</exception>
    string CreateSchedule(string accountId, string region, string name, JsonObject schedule);
}
