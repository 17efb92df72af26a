using System.Text.Json.Nodes;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using LocalCloud.States;

namespace Scenarios;

/// <summary>Reconciliation, and what it is for.</summary>
internal sealed partial class Estate
{
    /// <summary>The executions of canaries, which <see cref="Executions"/> leaves out.</summary>
    public IReadOnlyList<Execution> Canaries =>
        [
            .. Cloud
                .States.ExecutionsOf(Relay.StateMachineArn)
                .Where(e => global::Relay.Names.IsCanary(e.Name)),
        ];

    /// <summary>Every hour what is scheduled happens.</summary>
    public void TurnSchedulesOn() => Cloud.Schedules.Enabled = true;

    /// <summary>Reconcile is called as its schedule calls it, now; returns its report. What it has started goes on by itself.</summary>
    public async Task<JsonObject> Reconcile() => (await Report(Source, "Reconcile")).AsObject();

    /// <summary>Executions that start from now on time out after so many seconds; the template's after twenty days.</summary>
    public void GiveRelays(string seconds)
    {
        lock (Cloud.Agenda.Gate)
        {
            var machine = Cloud.States.StateMachines.Single(m => m.Arn == Relay.StateMachineArn);
            var definition = JsonNode.Parse(machine.DefinitionText)!.AsObject();
            definition["TimeoutSeconds"] = JsonNode.Parse(seconds);
            Cloud.States.CreateStateMachine(
                machine.AccountId,
                machine.Region,
                machine.Name,
                definition.ToJsonString(),
                machine.RoleArn
            );
        }
    }

    /// <summary>An execution is aborted by a person.</summary>
    public async Task Abort(Execution execution)
    {
        using var states = new AmazonStepFunctionsClient(
            Administrator(Source),
            Configured(new AmazonStepFunctionsConfig(), DrRegion)
        );
        await states.StopExecutionAsync(new StopExecutionRequest { ExecutionArn = execution.Arn });
    }

    /// <summary>What a function has asked of AWS so far, by operation.</summary>
    public IReadOnlyDictionary<string, int> CallsOf(string function) =>
        Cloud
            .Requests.Snapshot(Cloud.Agenda)
            .Where(r => r.RoleArn?.EndsWith($"-{function}", StringComparison.Ordinal) == true)
            .GroupBy(r => r.Operation)
            .ToDictionary(g => g.Key, g => g.Count());
}
