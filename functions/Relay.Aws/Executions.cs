using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;

namespace Relay.Aws;

/// <summary>The relay's executions.</summary>
public interface IExecutions
{
    /// <summary>Starts one; false when an execution of that name exists: this snapshot is handled already.</summary>
    Task<bool> Start(string name, string input);

    /// <summary>Those that run now: a page of a thousand a call.</summary>
    Task<IReadOnlyList<ExecutionFacts>> Running();

    /// <summary>One by its name, of those of the last 90 days; null when there is none.</summary>
    Task<ExecutionReport?> Find(string name);

    /// <summary>The state that one was in last, by its ARN; null when it was in none.</summary>
    Task<LastStep?> LastStep(string executionArn);
}

/// <inheritdoc cref="IExecutions"/>
public sealed class Executions(AwsConnection aws, RelaySettings settings) : IExecutions
{
    private const int Page = 1000;

    // A state that retries for an hour writes about as many events.
    private const int HistoryPage = 150;

    /// <inheritdoc/>
    public Task<bool> Start(string name, string input) =>
        AwsCall.Make(
            $"StartExecution of {name}",
            async () =>
            {
                try
                {
                    await aws.States()
                        .StartExecutionAsync(
                            new StartExecutionRequest
                            {
                                StateMachineArn = settings.StateMachineArn,
                                Name = name,
                                Input = input,
                            }
                        );
                    return true;
                }
                catch (ExecutionAlreadyExistsException)
                {
                    return false;
                }
            }
        );

    /// <inheritdoc/>
    public Task<IReadOnlyList<ExecutionFacts>> Running() =>
        AwsCall.Make<IReadOnlyList<ExecutionFacts>>(
            $"ListExecutions of {settings.StateMachineArn}",
            async () =>
            {
                var running = new List<ExecutionFacts>();
                string? next = null;
                do
                {
                    var reply = await aws.States()
                        .ListExecutionsAsync(
                            new ListExecutionsRequest
                            {
                                StateMachineArn = settings.StateMachineArn,
                                StatusFilter = ExecutionStatus.RUNNING,
                                MaxResults = Page,
                                NextToken = next,
                            }
                        );
                    running.AddRange((reply.Executions ?? []).Select(Facts));
                    next = reply.NextToken;
                } while (next is not null);

                return running;
            }
        );

    /// <inheritdoc/>
    public Task<ExecutionReport?> Find(string name) =>
        AwsCall.Make(
            $"DescribeExecution of {name}",
            e => e.ErrorCode == "ExecutionDoesNotExist",
            async () =>
            {
                var found = await aws.States()
                    .DescribeExecutionAsync(new DescribeExecutionRequest { ExecutionArn = ArnOf(name) });
                return (ExecutionReport?)
                    new ExecutionReport(
                        name,
                        found.Status?.Value ?? "",
                        AwsTime.Of(found.StartDate),
                        AwsTime.Of(found.StopDate),
                        found.Error,
                        found.Cause
                    ).With(found.Input, found.Output);
            },
            whenGone: null
        );

    /// <inheritdoc/>
    public Task<LastStep?> LastStep(string executionArn) =>
        AwsCall.Make(
            $"GetExecutionHistory of {executionArn}",
            async () =>
            {
                string? next = null;
                do
                {
                    var reply = await aws.States()
                        .GetExecutionHistoryAsync(
                            new GetExecutionHistoryRequest
                            {
                                ExecutionArn = executionArn,
                                ReverseOrder = true,
                                MaxResults = HistoryPage,
                                NextToken = next,
                            }
                        );
                    if (
                        (reply.Events ?? [])
                            .Select(e => e.StateEnteredEventDetails)
                            .FirstOrDefault(entered => entered is not null) is
                        { } last
                    )
                    {
                        return new LastStep(last.Name, last.Input);
                    }

                    next = reply.NextToken;
                } while (next is not null);

                return null;
            }
        );

    // Service Authorization Reference, AWS Step Functions: it can be computed.
    private string ArnOf(string name) =>
        settings.StateMachineArn.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal)
        + $":{name}";

    private static ExecutionFacts Facts(ExecutionListItem item) => new(item.Name, AwsTime.Of(item.StartDate));
}
