package io.happyhorse.core.download;

/**
 * The state of a downloader at one moment, and its totals.
 *
 * @param running the number of running downloads, on callers' threads and in the background
 * @param waiting the number of background downloads that have not started
 * @param completed the number of videos that were downloaded
 * @param failed the number of started downloads that failed, including those that were interrupted or ended by closing the downloader
 * @param bytesReceived the received bytes, including those of failed downloads
 */
public record DownloaderSnapshot(
    int running, int waiting, long completed, long failed, long bytesReceived) {}
