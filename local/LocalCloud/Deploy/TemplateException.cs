namespace LocalCloud.Deploy;

/// <summary>A template, or a value given to it, that CloudFormation or the local cloud refuses.</summary>
/// <param name="where">What is wrong, as a path in the template: <c>Resources.OnSnapshotCompleted.Properties.Runtime</c>.</param>
/// <param name="problem">What is wrong with it, and what is expected.</param>
/// <param name="inner">What a service answered, if it was a service that refused.</param>
public sealed class TemplateException(string where, string problem, Exception? inner = null)
    : Exception($"{where}: {problem}", inner)
{
    /// <summary>The place in the template.</summary>
    public string Where => where;

    /// <summary>What is wrong there.</summary>
    public string Problem => problem;
}
