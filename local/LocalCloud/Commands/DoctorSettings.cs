namespace LocalCloud.Commands;

/// <summary>What <c>make doctor</c> is told.</summary>
/// <param name="Relay">The relay's name in AWS, whose deployed function is invoked; null for a local cloud.</param>
/// <param name="Region">The Region of that relay; null for the AWS CLI's own.</param>
/// <param name="Aws">A local cloud that listens; null for the sample world.</param>
/// <param name="Root">The repository.</param>
public sealed record DoctorSettings(string? Relay, string? Region, AwsTarget? Aws, string Root)
{
    /// <summary>Reads RELAY and REGION, or AWS_ENDPOINT_URL as <c>make invoke</c> does.</summary>
    /// <exception cref="SettingException">AWS_ENDPOINT_URL is wrong.</exception>
    public static DoctorSettings Read(Func<string, string?> variable, string root)
    {
        ArgumentNullException.ThrowIfNull(variable);
        string? Given(string name) => variable(name) is { Length: > 0 } value ? value : null;
        var (relay, region) = (Given("RELAY"), Given("REGION"));
        return new DoctorSettings(relay, region, relay is null ? AwsTarget.Read(variable, root) : null, root);
    }
}
