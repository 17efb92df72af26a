using StandIns.Protocol;

namespace Amazon.RDS.Model;

public class Filter
{
    public string Name { get; set; }

    [ListItem("Value")]
    public List<string> Values { get; set; }
}

public class Tag
{
    public string Key { get; set; }
    public string Value { get; set; }
}

public class ProcessorFeature
{
    public string Name { get; set; }
    public string Value { get; set; }
}

public class AdditionalStorageVolume
{
    public string VolumeName { get; set; }
    public int? AllocatedStorage { get; set; }
    public int? IOPS { get; set; }
    public int? MaxAllocatedStorage { get; set; }
    public int? StorageThroughput { get; set; }
    public string StorageType { get; set; }
}
