using System.Text.RegularExpressions;

namespace LocalCloud.Kernel;

/// <summary>What an AWS Region's name looks like.</summary>
public static partial class RegionName
{
    /// <summary>True of <c>eu-west-1</c> and <c>us-gov-west-1</c>. The local cloud has every Region with such a name.</summary>
    public static bool IsValid(string name) => Shape().IsMatch(name);

    [GeneratedRegex(
        "^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Shape();
}
