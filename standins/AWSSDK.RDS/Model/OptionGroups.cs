using Amazon.Runtime;
using StandIns.Protocol;

namespace Amazon.RDS.Model;

public class OptionGroup
{
    public bool? AllowsVpcAndNonVpcInstanceMemberships { get; set; }
    public DateTime? CopyTimestamp { get; set; }
    public string EngineName { get; set; }
    public string MajorEngineVersion { get; set; }
    public string OptionGroupArn { get; set; }
    public string OptionGroupDescription { get; set; }
    public string OptionGroupName { get; set; }

    [ListItem("Option")]
    public List<Option> Options { get; set; }
    public string SourceAccountId { get; set; }
    public string SourceOptionGroup { get; set; }
    public string VpcId { get; set; }
}

/// <summary>An option that is in an option group; the official type has its security groups too.</summary>
public class Option
{
    public string OptionDescription { get; set; }
    public string OptionName { get; set; }

    [ListItem("OptionSetting")]
    public List<OptionSetting> OptionSettings { get; set; }
    public string OptionVersion { get; set; }
    public bool? Permanent { get; set; }
    public bool? Persistent { get; set; }
    public int? Port { get; set; }
}

public class OptionConfiguration
{
    public string OptionName { get; set; }

    [ListItem("OptionSetting")]
    public List<OptionSetting> OptionSettings { get; set; }
    public string OptionVersion { get; set; }
    public int? Port { get; set; }
}

public class OptionSetting
{
    public string AllowedValues { get; set; }
    public string ApplyType { get; set; }
    public string DataType { get; set; }
    public string DefaultValue { get; set; }
    public string Description { get; set; }
    public bool? IsCollection { get; set; }
    public bool? IsModifiable { get; set; }
    public string Name { get; set; }
    public string Value { get; set; }
}

public class CreateOptionGroupRequest : AmazonRDSRequest
{
    public string EngineName { get; set; }
    public string MajorEngineVersion { get; set; }
    public string OptionGroupDescription { get; set; }
    public string OptionGroupName { get; set; }

    [ListItem("Tag")]
    public List<Tag> Tags { get; set; }
}

public class CreateOptionGroupResponse : AmazonWebServiceResponse
{
    public OptionGroup OptionGroup { get; set; }
}

public class DescribeOptionGroupsRequest : AmazonRDSRequest
{
    public string EngineName { get; set; }

    [ListItem("Filter")]
    public List<Filter> Filters { get; set; }
    public string MajorEngineVersion { get; set; }
    public string Marker { get; set; }
    public int? MaxRecords { get; set; }
    public string OptionGroupName { get; set; }
}

public class DescribeOptionGroupsResponse : AmazonWebServiceResponse
{
    public string Marker { get; set; }

    [ListItem("OptionGroup")]
    public List<OptionGroup> OptionGroupsList { get; set; }
}

public class ModifyOptionGroupRequest : AmazonRDSRequest
{
    public bool? ApplyImmediately { get; set; }
    public string OptionGroupName { get; set; }

    [ListItem("OptionConfiguration")]
    public List<OptionConfiguration> OptionsToInclude { get; set; }
    public List<string> OptionsToRemove { get; set; }
}

public class ModifyOptionGroupResponse : AmazonWebServiceResponse
{
    public OptionGroup OptionGroup { get; set; }
}
