namespace LocalCloud.Deploy.Templates;

/// <summary>Where and as what a stack is deployed: the pseudo parameters.</summary>
/// <param name="AccountId">AWS::AccountId.</param>
/// <param name="Region">AWS::Region.</param>
/// <param name="StackName">AWS::StackName.</param>
/// <param name="StackId">AWS::StackId, an ARN.</param>
public sealed record PseudoParameters(string AccountId, string Region, string StackName, string StackId)
{
    /// <summary>The name that, returned, removes a property or a list's member.</summary>
    public const string NoValue = "AWS::NoValue";

    /// <summary>AWS::Partition: aws, aws-cn, aws-us-gov.</summary>
    public string Partition =>
        Region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : Region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
        : "aws";

    /// <summary>AWS::URLSuffix.</summary>
    public string UrlSuffix => Partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";

    /// <summary>The value of a pseudo parameter, or null when it is none that has one.</summary>
    public string? ValueOf(string name) =>
        name switch
        {
            "AWS::AccountId" => AccountId,
            "AWS::Region" => Region,
            "AWS::Partition" => Partition,
            "AWS::StackName" => StackName,
            "AWS::StackId" => StackId,
            "AWS::URLSuffix" => UrlSuffix,
            _ => null,
        };
}
