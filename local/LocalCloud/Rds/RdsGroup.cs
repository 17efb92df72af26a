namespace LocalCloud.Rds;

/// <summary>The kinds of groups that a database is made with, and that no snapshot carries along. Option groups are <see cref="RdsOptionGroup"/>.</summary>
/// <param name="Name">Element, and beginning of parameters and actions.</param>
/// <param name="InArn">Its part of an ARN.</param>
/// <param name="Description">The parameter with the description.</param>
/// <param name="GroupNotFound">Error code of a request that uses one that is not there (model).</param>
/// <param name="GroupExists">Error code (model).</param>
public sealed record RdsGroupKind(
    string Name,
    string InArn,
    string Description,
    string GroupNotFound,
    string GroupExists
)
{
    /// <summary>DB subnet groups: where in a VPC a database is.</summary>
    public static RdsGroupKind Subnets { get; } =
        new(
            "DBSubnetGroup",
            "subgrp",
            "DBSubnetGroupDescription",
            GroupNotFound: "DBSubnetGroupNotFoundFault",
            GroupExists: "DBSubnetGroupAlreadyExists"
        );

    /// <summary>DB parameter groups, of instances.</summary>
    public static RdsGroupKind Parameters { get; } =
        new(
            "DBParameterGroup",
            "pg",
            "Description",
            GroupNotFound: "DBParameterGroupNotFound",
            GroupExists: "DBParameterGroupAlreadyExists"
        );

    /// <summary>DB cluster parameter groups.</summary>
    public static RdsGroupKind ClusterParameters { get; } =
        new(
            "DBClusterParameterGroup",
            "cluster-pg",
            "Description",
            GroupNotFound: "DBClusterParameterGroupNotFound",
            GroupExists: "DBParameterGroupAlreadyExists"
        );

    /// <summary>The ARN of a group of this kind.</summary>
    public RdsArn In(string accountId, string region, string name) =>
        RdsArn.Of(accountId, region, InArn, name);
}

/// <summary>A subnet or parameter group. Nothing is in it here but its name: there is no VPC, and no parameter changes anything.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Kind">What it groups.</param>
/// <param name="Description">As given.</param>
/// <param name="Family">DBParameterGroupFamily; null of subnet groups.</param>
/// <param name="Subnets">SubnetIds; none of parameter groups.</param>
public sealed record RdsGroup(
    RdsArn Arn,
    RdsGroupKind Kind,
    string Description,
    string? Family,
    IReadOnlyList<string> Subnets
);
