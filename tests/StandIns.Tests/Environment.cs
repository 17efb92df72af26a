using System.Runtime.CompilerServices;

// Some tests set environment variables, which belong to the process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace StandIns.Tests;

internal static class CleanEnvironment
{
    private static readonly string[] Names =
    [
        "AWS_ENDPOINT_URL",
        "AWS_ENDPOINT_URL_BACKUP",
        "AWS_ENDPOINT_URL_RDS",
        "AWS_ENDPOINT_URL_SFN",
        "AWS_DEFAULTS_MODE",
        "AWS_PROFILE",
        "AWS_REGION",
        "AWS_USE_DUALSTACK_ENDPOINT",
        "AWS_USE_FIPS_ENDPOINT",
    ];

    /// <summary>Whoever runs the tests may talk to AWS, or to a local cloud, from the same shell.</summary>
    [ModuleInitializer]
    internal static void Clear()
    {
        foreach (var name in Names)
        {
            Environment.SetEnvironmentVariable(name, null);
        }

        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");
    }
}
