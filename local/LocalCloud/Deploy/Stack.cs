using System.Text.Json.Nodes;

namespace LocalCloud.Deploy;

/// <summary>A stack to deploy.</summary>
/// <param name="TemplatePath">The template's file; local paths in it are relative to its folder.</param>
/// <param name="StackName">Unique in account and Region.</param>
/// <param name="AccountId">Where.</param>
/// <param name="Region">Where.</param>
/// <param name="Parameters">Values by name; the others take their Default.</param>
public sealed record StackRequest(
    string TemplatePath,
    string StackName,
    string AccountId,
    string Region,
    IReadOnlyDictionary<string, string> Parameters
);

/// <summary>A deployed stack.</summary>
/// <param name="StackId">ARN.</param>
/// <param name="StackName">As requested.</param>
/// <param name="AccountId">Where it is.</param>
/// <param name="Region">Where it is.</param>
/// <param name="Outputs">Values by name.</param>
/// <param name="Resources">By logical id, in the order of their creation.</param>
public sealed record Stack(
    string StackId,
    string StackName,
    string AccountId,
    string Region,
    IReadOnlyDictionary<string, string> Outputs,
    IReadOnlyDictionary<string, StackResource> Resources
)
{
    /// <summary>The resources of a type, for example AWS::IAM::Role.</summary>
    public IEnumerable<StackResource> OfType(string type) =>
        Resources.Values.Where(resource => resource.Type == type);
}

/// <summary>A resource of a deployed stack.</summary>
/// <param name="LogicalId">Its name in the template, or the one that SAM generates.</param>
/// <param name="Type">Type after SAM's transform, for example AWS::Lambda::Function.</param>
/// <param name="PhysicalId">What Ref returns.</param>
/// <param name="Arn">The attribute Arn, if the type has it.</param>
/// <param name="Attributes">What GetAtt returns.</param>
/// <param name="Properties">Evaluated: for example the very policies that were put.</param>
/// <param name="DeletionPolicy">Delete, Retain, … as the template says; null is Delete.</param>
/// <param name="UpdateReplacePolicy">Likewise.</param>
public sealed record StackResource(
    string LogicalId,
    string Type,
    string PhysicalId,
    string? Arn,
    IReadOnlyDictionary<string, string> Attributes,
    JsonObject Properties,
    string? DeletionPolicy,
    string? UpdateReplacePolicy
);
