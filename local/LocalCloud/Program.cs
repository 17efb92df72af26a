using LocalCloud.Commands;

try
{
    return args switch
    {
        [] or ["cloud"] => await CloudCommand.RunAsync(
            CloudSettings.Read(Environment.GetEnvironmentVariable)
        ),
        _ => throw new SettingException($"The command is '{string.Join(' ', args)}'; expected cloud."),
    };
}
catch (SettingException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
