using LocalCloud.States.Language;

namespace LocalCloud.States;

/// <summary>The states that need nobody else: Pass, Choice, Wait, Fail.</summary>
internal sealed partial class Interpreter
{
    private static Data Result(Visit visit, PassState pass)
    {
        var input = visit.Fill(pass.Parameters, visit.EffectiveInput());
        return visit.Output(visit.Place(pass.ResultPath, visit.Fill(pass.Result, input)));
    }

    private Step? Choose(Visit visit, ChoiceState choice)
    {
        var scope = visit.On(visit.EffectiveInput());
        var next =
            choice.Choices.FirstOrDefault(rule => rule.Condition.Holds(scope))?.Next
            ?? choice.Default
            ?? throw StateFailure.Runtime(
                "Failed to transition out of the state. The state does not point to a next state."
            );
        return Leave(visit, visit.Output(scope.Input), next);
    }

    private Step? Wait(Visit visit, WaitState wait)
    {
        var scope = visit.On(visit.EffectiveInput());
        var output = visit.Output(scope.Input);
        var until = WaitEnds.Of(wait.End, scope, agenda.Now);
        At(
            visit.Execution,
            visit.Execution.NewTicket(),
            until,
            $"end of {wait.Name}",
            () => Guarded(visit, () => Leave(visit, output, wait.Next))
        );
        return null;
    }

    private static string? Said(Visit visit, Expression? expression, string field)
    {
        var value = expression?.Value(visit.On(visit.Input.Value), field);
        return value is null
            ? null
            : Json.String(value)
                ?? throw StateFailure.Runtime($"The {field} must give a string, not {Json.Text(value)}");
    }
}
