using LocalCloud.States.Language;

namespace LocalCloud.States;

/// <summary>A state machine as it was created; an execution keeps the one it was started with.</summary>
/// <param name="Arn">State machine ARN.</param>
/// <param name="AccountId">Who owns it.</param>
/// <param name="Region">Where it is.</param>
/// <param name="Name">The last part of the ARN.</param>
/// <param name="DefinitionText">As it was given.</param>
/// <param name="RoleArn">The role its tasks run with.</param>
/// <param name="CreationDate">Simulated time.</param>
public sealed record StateMachine(
    string Arn,
    string AccountId,
    string Region,
    string Name,
    string DefinitionText,
    string RoleArn,
    DateTimeOffset CreationDate
)
{
    /// <summary>Read when the machine is made, which a definition that is not understood prevents.</summary>
    internal Definition Definition { get; } = DefinitionReader.Read(DefinitionText);
}
